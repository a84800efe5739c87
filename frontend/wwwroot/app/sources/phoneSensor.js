import { wrapDegrees } from "./angle.js";
import { ZeroCapture } from "./zeroCapture.js";

const FIRST_READING_LIMIT_MS = 3_000;

/**
 * The phone's own front-back tilt (`beta` of the Device Orientation specification, W3C, section 3.1),
 * relative to a zero captured from the wearer.
 * `state` is off, insecure, missing, denied, waiting, silent, uncalibrated, capturing, moved or ready; every
 * change of it raises `state`.
 */
export class PhoneSensor extends EventTarget {
  state = "off";
  #angleDegrees = null;
  #zeroDegrees = null;
  #capture = null;
  #timer = 0;
  #starts = 0;
  #onOrientation = ({ beta }) => this.#oriented(beta);

  /** Must run inside a tap or click: iOS shows its permission question only then. */
  async start() {
    if (!isSecureContext) return this.#enter("insecure");
    if (typeof DeviceOrientationEvent === "undefined") return this.#enter("missing");
    const start = ++this.#starts;
    const permitted = await this.#permitted();
    // Stopped, or started again, while the question was open.
    if (start !== this.#starts) return;
    if (!permitted) return this.#enter("denied");
    this.#enter("waiting");
    this.#timer = setTimeout(() => this.#enter("silent"), FIRST_READING_LIMIT_MS);
    addEventListener("deviceorientation", this.#onOrientation);
  }

  stop() {
    this.#starts++;
    removeEventListener("deviceorientation", this.#onOrientation);
    clearTimeout(this.#timer);
    this.#angleDegrees = this.#capture = null;
    this.#enter("off");
  }

  captureZero() {
    this.#zeroDegrees = null;
    this.#capture = new ZeroCapture(performance.now(), this.#angleDegrees);
    this.#timer = setTimeout(() => this.#finishCapture(), this.captureRemainingMs);
    this.#enter("capturing");
  }

  get captureRemainingMs() {
    return this.#capture?.remainingMs(performance.now()) ?? 0;
  }

  /**
   * Relative pitch in degrees with two decimals, or null while there is nothing true to say. Silence is not
   * staleness: browsers leave out events while the phone lies still. A hidden page gets none at all.
   */
  read() {
    if (this.#angleDegrees === null || this.#zeroDegrees === null || document.hidden) return null;
    return Math.round(wrapDegrees(this.#angleDegrees - this.#zeroDegrees) * 100) / 100;
  }

  // Only iOS asks; elsewhere the method does not exist and the sensor is free to use.
  async #permitted() {
    if (typeof DeviceOrientationEvent.requestPermission !== "function") return true;
    try {
      return (await DeviceOrientationEvent.requestPermission()) === "granted";
    } catch (refusal) {
      console.warn("The orientation sensor was refused:", refusal);
      return false;
    }
  }

  // Computers without the sensor raise one event whose angles are null.
  #oriented(angleDegrees) {
    if (!Number.isFinite(angleDegrees)) return;
    this.#angleDegrees = angleDegrees;
    this.#capture?.add(angleDegrees);
    if (this.state !== "waiting" && this.state !== "silent") return;
    clearTimeout(this.#timer);
    this.#enter(this.#zeroDegrees === null ? "uncalibrated" : "ready");
  }

  #finishCapture() {
    this.#zeroDegrees = this.#capture.zeroDegrees();
    this.#capture = null;
    this.#enter(this.#zeroDegrees === null ? "moved" : "ready");
  }

  #enter(state) {
    this.state = state;
    this.dispatchEvent(new Event("state"));
  }
}
