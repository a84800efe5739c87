import { interruptedGuide } from "./interruptedGuide.js";

export const COUNTDOWN_SECONDS = 3;
export const CAPTURE_READ_MS = 500;
export const CALM_READ_MS = 5_000;
// The server counts only frames: when its count stands still for so long, none arrive.
const STALLED_AFTER_MS = 5_000;

/**
 * Leads a wearer through the postures of `todo`, one after the other.
 * `phase` is closed, ready, countdown, capturing, done, rejected (with `reason`, a code), failed (with `problem`), lost (the
 * server no longer knows of the capture) or summary. `phase` is raised when it changes, `change` whenever anything does.
 */
export class CalibrationGuide extends EventTarget {
  phase = "closed";
  posture = 0;
  todo = [];
  seconds;
  secondsLeft = 0;
  reason = null;
  problem = null;
  userId = null;
  #status;
  #api;
  #pose;
  #timer = 0;
  #isJoining = false;
  #movedAtMs = 0;

  /** `status` is the reading of the calibration, `pose` tells a simulated wearer which posture to take. */
  constructor(status, api, pose, seconds) {
    super();
    this.#status = status;
    this.#api = api;
    this.#pose = pose;
    this.seconds = seconds;
    status.addEventListener("change", () => this.#follow());
  }

  /** Begins with the first of `todo` for the named user, or goes on with a capture that is already running. */
  open(userId, todo, posture = todo[0]) {
    this.userId = userId;
    this.todo = todo;
    this.#isJoining = true;
    this.#prepare(posture);
    this.#status.refresh();
  }

  start() {
    this.#isJoining = false;
    this.secondsLeft = COUNTDOWN_SECONDS;
    this.#enter("countdown");
    this.#timer = setInterval(() => this.#countDown(), 1000);
  }

  next() {
    const following = this.todo[this.todo.indexOf(this.posture) + 1];
    if (following === undefined) this.#finish();
    else this.#prepare(following);
  }

  /** Back to the picture; what was calibrated before still holds. */
  async stop() {
    const wasCapturing = this.phase === "capturing";
    this.#prepare(this.posture);
    if (!wasCapturing) return;
    await this.#attempt(() => this.#api.cancelCapture(this.userId));
    this.#status.refresh();
  }

  /** Forgets the posture in hand. */
  async forget() {
    await this.#attempt(() => this.#api.forget(this.userId, this.posture));
    this.#status.refresh();
  }

  async close() {
    if (this.phase === "capturing") await this.stop();
    interruptedGuide.forget();
    this.#status.intervalMs = CALM_READ_MS;
    this.#enter("closed");
  }

  get isCalibrated() {
    return this.#status.latest?.postures.some(({ posture }) => posture === this.posture) ?? false;
  }

  get isStalled() {
    return this.phase === "capturing" && performance.now() - this.#movedAtMs > STALLED_AFTER_MS;
  }

  #prepare(posture) {
    this.posture = posture;
    this.#pose(posture);
    interruptedGuide.keep({ user: this.userId, todo: this.todo, posture, seconds: this.seconds });
    this.#enter("ready");
  }

  #finish() {
    interruptedGuide.forget();
    this.#status.intervalMs = CALM_READ_MS;
    this.#status.refresh();
    this.#enter("summary");
  }

  #countDown() {
    this.secondsLeft--;
    if (this.secondsLeft > 0) this.dispatchEvent(new Event("change"));
    else this.#begin();
  }

  async #begin() {
    clearInterval(this.#timer);
    const { posture } = this;
    if (!(await this.#attempt(() => this.#api.capture(this.userId, posture, this.seconds)))) return;
    // Stopped, or moved on, while the server was asked.
    if (this.phase !== "countdown" || this.posture !== posture) return;
    this.#capture(this.seconds);
    this.#status.refresh();
  }

  #capture(secondsLeft) {
    this.secondsLeft = secondsLeft;
    this.#movedAtMs = performance.now();
    this.#status.intervalMs = CAPTURE_READ_MS;
    this.#enter("capturing");
  }

  // One that was running when the page was loaded is joined; it began anew with the new connection.
  #follow() {
    const capture = this.#status.latest?.capture ?? null;
    if (this.#status.problem || this.phase === "closed") return;
    if (this.#isJoining && this.phase === "ready") this.#join(capture);
    if (this.phase === "capturing") this.#followCapture(capture);
    else this.dispatchEvent(new Event("change"));
  }

  #join(capture) {
    if (this.#status.latest === null) return;
    this.#isJoining = false;
    if (capture?.state !== "capturing") return;
    this.#prepare(capture.posture);
    this.#capture(capture.seconds_left);
  }

  #followCapture(capture) {
    if (capture?.posture !== this.posture) return this.#enter("lost");
    if (capture.state === "rejected") this.reason = capture.reason_code;
    if (capture.state !== "capturing") return this.#enter(capture.state);
    if (capture.seconds_left !== this.secondsLeft) this.#movedAtMs = performance.now();
    this.secondsLeft = capture.seconds_left;
    this.dispatchEvent(new Event("change"));
  }

  async #attempt(call) {
    try {
      await call();
      return true;
    } catch (failure) {
      if (failure.name !== "ApiError") throw failure;
      this.problem = failure;
      this.#enter("failed");
      return false;
    }
  }

  #enter(phase) {
    clearInterval(this.#timer);
    this.phase = phase;
    this.dispatchEvent(new Event("phase"));
    this.dispatchEvent(new Event("change"));
  }
}
