import { tokenSubprotocols } from "../access/accessToken.js";
import { socketRefusal } from "../access/socketRefusal.js";
import { fullJitterDelayMs } from "./backoff.js";
import { shouldReconnect } from "./closePolicy.js";
import { socketUrl } from "./userId.js";

const CONNECT_LIMIT_MS = 10_000;
// A connection that held this long counts as recovered: the next loss starts the backoff afresh.
const STABLE_AFTER_MS = 5_000;
const ABNORMAL_CLOSURE = 1006;
const TOKEN_REFUSED = 4401;

/**
 * One device's socket, reopened while the close code allows it.
 * Events: `state` after each change of `state`, `message` with the text in `detail`.
 * `state.name` is idle, connecting, connected, reconnecting (with `retryAtMs`) or closed (with `code`, `reason`).
 */
export class DeviceConnection extends EventTarget {
  state = { name: "idle" };
  #socket = null;
  #userId = "";
  #attempt = 0;
  #openedAtMs = 0;
  #timer = 0;

  open(userId) {
    this.#userId = userId;
    this.#attempt = 0;
    this.#connect();
  }

  /** The wearer's own wish: final, never followed by a reconnect. */
  close() {
    this.#release()?.close(1000);
    this.#enter({ name: "closed", code: 1000, reason: "", byWearer: true });
  }

  /** Gives up a socket that stopped answering; its own close handshake could take minutes. */
  abandon() {
    this.#release()?.close();
    this.#retryOrStop(ABNORMAL_CLOSURE, "");
  }

  reconnectNow() {
    if (this.state.name === "reconnecting") this.#connect();
  }

  send(text) {
    this.#socket.send(text);
  }

  #connect() {
    this.#release()?.close();
    const socket = new WebSocket(socketUrl(location.href, this.#userId), tokenSubprotocols());
    this.#socket = socket;
    socket.addEventListener("open", () => this.#opened(socket));
    socket.addEventListener("message", ({ data }) => this.#received(socket, data));
    socket.addEventListener("close", ({ code, reason }) => this.#closed(socket, code, reason));
    this.#timer = setTimeout(() => this.abandon(), CONNECT_LIMIT_MS);
    this.#enter({ name: "connecting" });
  }

  #opened(socket) {
    if (socket !== this.#socket) return;
    clearTimeout(this.#timer);
    this.#openedAtMs = performance.now();
    this.#enter({ name: "connected", userId: this.#userId });
  }

  #received(socket, text) {
    if (socket === this.#socket) this.dispatchEvent(new CustomEvent("message", { detail: text }));
  }

  async #closed(socket, code, reason) {
    if (socket !== this.#socket) return;
    const refusal = this.state.name === "connecting" ? await socketRefusal(socket.url) : null;
    if (socket !== this.#socket) return;
    this.#release();
    if (refusal === null) this.#retryOrStop(code, reason);
    else this.#retryOrStop(TOKEN_REFUSED, refusal);
  }

  #retryOrStop(code, reason) {
    if (!shouldReconnect(code)) {
      this.#enter({ name: "closed", code, reason, byWearer: false });
      return;
    }
    const wasConnected = this.state.name === "connected";
    if (wasConnected && performance.now() - this.#openedAtMs >= STABLE_AFTER_MS) this.#attempt = 0;
    const delayMs = fullJitterDelayMs(this.#attempt++);
    this.#timer = setTimeout(() => this.#connect(), delayMs);
    this.#enter({ name: "reconnecting", retryAtMs: performance.now() + delayMs, code, reason });
  }

  // Detached first, so that late events of this socket are recognised as stale and ignored.
  #release() {
    clearTimeout(this.#timer);
    const socket = this.#socket;
    this.#socket = null;
    return socket;
  }

  #enter(state) {
    this.state = state;
    this.dispatchEvent(new Event("state"));
  }
}
