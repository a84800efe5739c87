// Made up for this page, in degrees by posture label: no person was measured for them.
const MEAN_PITCH_DEGREES = [0, 9, 24, 16, 5, -4, 3, -9];
// How fast a wearer settles into a new posture, and how slowly the pitch wanders around it.
const RELAXATION_SECONDS = 1.2;

/**
 * Pitch of an imagined wearer: an Ornstein-Uhlenbeck process around the mean of the chosen posture, whose
 * stationary standard deviation is `noiseDegrees`. The update is exact for any time step.
 * Source: D. T. Gillespie, Phys. Rev. E 54, 2084 (1996), equation 3.1. Raises `change` when the posture changes.
 */
export class SimulatedWearer extends EventTarget {
  noiseDegrees = 1.5;
  #posture = 0;
  #pitchDegrees = null;
  #readAtMs = null;
  #random;

  constructor(random = Math.random) {
    super();
    this.#random = random;
  }

  get posture() {
    return this.#posture;
  }

  set posture(posture) {
    this.#posture = posture;
    this.dispatchEvent(new Event("change"));
  }

  /** Relative pitch at `nowMs`, in degrees with two decimals. */
  read(nowMs) {
    const elapsedSeconds = this.#readAtMs === null ? 0 : (nowMs - this.#readAtMs) / 1000;
    this.#readAtMs = nowMs;
    const kept = Math.exp(-elapsedSeconds / RELAXATION_SECONDS);
    const mean = MEAN_PITCH_DEGREES[this.#posture];
    const wander = this.noiseDegrees * Math.sqrt(1 - kept * kept) * standardNormal(this.#random);
    // Before the first reading the wearer has long been sitting like that.
    this.#pitchDegrees = mean + ((this.#pitchDegrees ?? mean) - mean) * kept + wander;
    return Math.round(this.#pitchDegrees * 100) / 100;
  }
}

// Box-Muller; 1 - random() keeps the logarithm away from zero.
function standardNormal(random) {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
