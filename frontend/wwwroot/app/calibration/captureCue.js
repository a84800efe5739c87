import { recall, remember } from "../storage/remembered.js";

const STORAGE_KEY = "posture.cue";
const BEEP_SECONDS = 0.18;
const VOLUME = 0.15;
// A rising pair begins, a falling pair ends: told apart without looking.
const TONES_HERTZ = { begin: [660, 880], end: [880, 587], refused: [330, 330] };
const VIBRATIONS_MS = { begin: [80], end: [80, 80, 80], refused: [300] };

/** A short sound and vibration, so that a wearer who holds a posture need not look at the screen. */
export class CaptureCue {
  #isOn = recall(STORAGE_KEY) ?? true;
  #audio = null;

  get isOn() {
    return this.#isOn;
  }

  set isOn(isOn) {
    this.#isOn = isOn;
    remember(STORAGE_KEY, isOn);
  }

  /** Must run inside a tap or click: browsers let a page make no sound before one. */
  prepare() {
    if (this.#isOn) this.#audio ??= new AudioContext();
  }

  /** `kind` is begin, end or refused. */
  give(kind) {
    if (!this.#isOn) return;
    navigator.vibrate?.(VIBRATIONS_MS[kind]);
    if (this.#audio) TONES_HERTZ[kind].forEach((hertz, index) => this.#beep(hertz, index * BEEP_SECONDS));
  }

  #beep(hertz, delaySeconds) {
    const beginsAt = this.#audio.currentTime + delaySeconds;
    const oscillator = this.#audio.createOscillator();
    const gain = this.#audio.createGain();
    oscillator.frequency.value = hertz;
    // A tone that is switched off at once clicks.
    gain.gain.setValueAtTime(VOLUME, beginsAt);
    gain.gain.exponentialRampToValueAtTime(VOLUME / 100, beginsAt + BEEP_SECONDS);
    oscillator.connect(gain).connect(this.#audio.destination);
    oscillator.start(beginsAt);
    oscillator.stop(beginsAt + BEEP_SECONDS);
  }
}
