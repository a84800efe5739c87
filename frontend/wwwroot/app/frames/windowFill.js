export const WINDOW_MS = 10_000;

/** How much of the server's sliding window this connection's frames span. */
export class WindowFill {
  #startedAtMs = null;
  #newestAtMs = null;

  get filledMs() {
    return this.#startedAtMs === null ? 0 : Math.min(WINDOW_MS, this.#newestAtMs - this.#startedAtMs);
  }

  get isFull() {
    return this.filledMs >= WINDOW_MS;
  }

  /** A pause longer than the window empties it. */
  add(timestampMs) {
    if (this.#startedAtMs === null || timestampMs - this.#newestAtMs > WINDOW_MS) this.#startedAtMs = timestampMs;
    this.#newestAtMs = timestampMs;
  }

  clear() {
    this.#startedAtMs = null;
    this.#newestAtMs = null;
  }
}
