import { HistoryRing } from "./historyRing.js";
import { InFlight } from "./inFlight.js";
import { Tally } from "./tally.js";
import { WindowFill } from "./windowFill.js";
import { encodeFrame, readMessage } from "./wireFormat.js";

export const HISTORY_MS = 60_000;
export const MAX_RATE_HZ = 10;
export const MAX_IN_FLIGHT = 20;
const HISTORY_CAPACITY = (HISTORY_MS / 1000 + 5) * MAX_RATE_HZ;
const REPLY_LIMIT_MS = 20_000;

/**
 * Reads the chosen source at the chosen rate, sends frames while connected and matches the replies.
 * Events: `sent`, `held` (too many unanswered frames), `prediction` and `error` with the reply in `detail`.
 */
export class FrameStream extends EventTarget {
  source = null;
  tally = new Tally();
  window = new WindowFill();
  history = new HistoryRing(HISTORY_CAPACITY);
  #connection;
  #inFlight = new InFlight(MAX_IN_FLIGHT);
  #intervalMs = 1000;
  #timer = 0;

  constructor(connection) {
    super();
    this.#connection = connection;
    connection.addEventListener("state", () => this.#onConnectionState());
    connection.addEventListener("message", ({ detail }) => this.#onMessage(detail));
  }

  set rateHz(rateHz) {
    this.#intervalMs = 1000 / rateHz;
    if (this.#timer) this.#restartTimer();
  }

  get inFlightCount() {
    return this.#inFlight.count;
  }

  #onConnectionState() {
    const connected = this.#connection.state.name === "connected";
    if (connected === Boolean(this.#timer)) return;
    this.#inFlight.clear();
    this.window.clear();
    if (connected) this.#restartTimer();
    else this.#stopTimer();
  }

  #restartTimer() {
    this.#stopTimer();
    this.#timer = setInterval(() => this.#tick(), this.#intervalMs);
  }

  #stopTimer() {
    clearInterval(this.#timer);
    this.#timer = 0;
  }

  #tick() {
    const nowMs = performance.now();
    if (this.#inFlight.oldest && nowMs - this.#inFlight.oldest.sentAtMs > REPLY_LIMIT_MS) {
      this.#connection.abandon();
      return;
    }
    const pitchDegrees = this.source?.read(nowMs) ?? null;
    if (pitchDegrees === null) return;
    if (this.#inFlight.isFull) this.dispatchEvent(new Event("held"));
    else this.#send(nowMs, pitchDegrees);
  }

  #send(nowMs, pitchDegrees) {
    this.#connection.send(encodeFrame(nowMs, pitchDegrees));
    this.#inFlight.add({ sentAtMs: nowMs, pitchDegrees, intervalMs: this.#intervalMs });
    this.tally.sent++;
    this.window.add(nowMs);
    this.dispatchEvent(new Event("sent"));
  }

  #onMessage(text) {
    const message = readMessage(text);
    if (message.kind === "welcome") return;
    const frame = this.#inFlight.takeOldest();
    if (frame) this.tally.addRoundTrip(performance.now() - frame.sentAtMs);
    if (message.kind === "prediction") this.#onPrediction(message, frame);
    else this.#onError(message);
  }

  #onPrediction(prediction, frame) {
    this.tally.answered++;
    if (frame) this.history.add({ ...frame, posture: prediction.posture });
    this.dispatchEvent(new CustomEvent("prediction", { detail: prediction }));
  }

  #onError(error) {
    this.tally.errors++;
    this.dispatchEvent(new CustomEvent("error", { detail: error }));
  }
}
