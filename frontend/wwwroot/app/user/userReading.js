/**
 * Something read of the current user again and again while they are connected and the page is visible. `latest` is the
 * last answer, `problem` the ApiError of the last attempt or null; both raise `change`. A server that keeps it to its
 * operator is asked once a connection.
 */
export class UserReading extends EventTarget {
  latest = null;
  problem = null;
  #user;
  #read;
  #intervalMs;
  #readsHidden;
  #readOf = null;
  #timer = 0;
  #request = null;

  /** `read(userId, signal)` gives the answer; `readsHidden()` tells whether to go on while the page is hidden. */
  constructor(user, read, intervalMs, readsHidden = () => false) {
    super();
    this.#user = user;
    this.#read = read;
    this.#intervalMs = intervalMs;
    this.#readsHidden = readsHidden;
    user.addEventListener("change", () => this.#onUser());
    document.addEventListener("visibilitychange", () => this.refresh());
  }

  set intervalMs(intervalMs) {
    this.#intervalMs = intervalMs;
  }

  /** Reads at once; what an earlier request may still answer no longer counts. */
  refresh() {
    this.#stop();
    if (this.#user.id === null || this.problem?.isOperatorOnly || (document.hidden && !this.#readsHidden())) return;
    this.#request = new AbortController();
    this.#ask(this.#user.id, this.#request.signal);
  }

  /** Takes what another call of the server has answered. */
  take(latest) {
    this.#show(latest, null);
    this.refresh();
  }

  #onUser() {
    this.problem = null;
    if (this.#user.id !== null && this.#user.id !== this.#readOf) this.latest = null;
    this.#readOf = this.#user.id ?? this.#readOf;
    this.dispatchEvent(new Event("change"));
    this.refresh();
  }

  #stop() {
    clearTimeout(this.#timer);
    this.#request?.abort();
    this.#request = null;
  }

  async #ask(userId, signal) {
    let answer = this.latest;
    let problem = null;
    try {
      answer = await this.#read(userId, signal);
    } catch (failure) {
      if (signal.aborted) return;
      if (failure.name !== "ApiError") throw failure;
      problem = failure;
    }
    if (signal.aborted) return;
    if (!problem?.isOperatorOnly) this.#timer = setTimeout(() => this.refresh(), this.#intervalMs);
    this.#show(answer, problem);
  }

  #show(latest, problem) {
    this.latest = latest;
    this.problem = problem;
    this.dispatchEvent(new Event("change"));
  }
}
