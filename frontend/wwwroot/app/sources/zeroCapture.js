import { circularMean } from "./angle.js";

export const CAPTURE_MS = 3_000;
const MAX_SAMPLES = 1_000;
const MAX_DEVIATION_DEGREES = 5;

/** Averages what the sensor says while the wearer holds the normal posture. */
export class ZeroCapture {
  #startedAtMs;
  #anglesDegrees = [];

  constructor(startedAtMs, currentDegrees) {
    this.#startedAtMs = startedAtMs;
    this.add(currentDegrees);
  }

  remainingMs(nowMs) {
    return Math.max(0, this.#startedAtMs + CAPTURE_MS - nowMs);
  }

  add(angleDegrees) {
    if (this.#anglesDegrees.length < MAX_SAMPLES) this.#anglesDegrees.push(angleDegrees);
  }

  /** The zero in degrees, or null when the wearer moved too much for one. */
  zeroDegrees() {
    const { meanDegrees, deviationDegrees } = circularMean(this.#anglesDegrees);
    return deviationDegrees > MAX_DEVIATION_DEGREES ? null : meanDegrees;
  }
}
