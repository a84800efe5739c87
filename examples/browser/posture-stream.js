// A protocol v2 client for browsers, without dependencies. It keeps every frame until it is acknowledged, reconnects with
// jittered backoff and resumes its stream, so that what was recorded offline is logged once and with its own time.
//
//   const stream = new PostureStream("ws://localhost:8000/ws?user=mina");
//   stream.addEventListener("prediction", ({ detail }) => console.log(detail.posture, detail.confidence));
//   stream.addEventListener("alert", ({ detail }) => console.log(detail.state));
//   sensor.onreading = pitch => stream.push(Date.now(), pitch);

// Closes after which another try would end the same way; docs/protocol.md has the table.
const FINAL_CLOSES = new Set([1002, 1003, 1007, 1009, 4409, 4410]);

// Errors after which the frames have to be sent again.
const RESEND_CODES = new Set(["out_of_order", "credit_exceeded", "overloaded", "model_not_loaded", "internal"]);

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 30_000;

export class PostureStream extends EventTarget {
  #url;
  #capacity;
  #now;
  #socket = null;
  #isOpen = false;
  #isClosed = false;
  #token = null;
  #limits = null;
  #frames = []; // not acknowledged yet, as [t_ms, pitch]
  #firstSeq = 0; // number of the first of them
  #sent = 0; // how many of them are on their way
  #failures = 0;
  #retryAfterMs = null;
  #resendTimer = null;

  /**
   * @param {string} url
   * @param {number} capacity frames to keep at the most: ten hours at 1 Hz
   * @param {() => number} now the clock, in ms, that frames have their times from
   */
  constructor(url, capacity = 36_000, now = Date.now) {
    super();
    this.#url = url;
    this.#capacity = capacity;
    this.#now = now;
    this.#connect();
  }

  /** Takes a frame: device time in ms, pitch in degrees. False when as many wait as may be kept. */
  push(timestampMs, pitchDegrees) {
    if (this.#frames.length >= this.#capacity) return false;
    this.#frames.push([timestampMs, pitchDegrees]);
    this.#flush();
    return true;
  }

  /** Frames that are not acknowledged yet. */
  get pending() {
    return this.#frames.length;
  }

  /** The wearer holds this posture now. False while there is no connection. */
  calibrate(posture, seconds) {
    return this.#say({ type: "calibrate", posture, seconds });
  }

  /** The prediction of frame `seq` should have been this posture. False while there is no connection. */
  feedback(posture, seq) {
    return this.#say({ type: "feedback", posture, seq });
  }

  close() {
    this.#isClosed = true;
    this.#stopResending();
    this.#socket?.close(1000);
  }

  #connect() {
    const url = new URL(this.#url);
    if (this.#token) url.searchParams.set("resume", this.#token);
    this.#socket = new WebSocket(url, ["posture.v2.json"]);
    this.#socket.onmessage = ({ data }) => this.#receive(JSON.parse(data));
    this.#socket.onclose = ({ code }) => this.#disconnected(code);
  }

  #disconnected(code) {
    this.#isOpen = false;
    this.#stopResending();
    this.dispatchEvent(new CustomEvent("offline", { detail: { code } }));
    if (this.#isClosed || FINAL_CLOSES.has(code)) return;
    const longest = Math.min(FIRST_DELAY_MS * 2 ** this.#failures++, LONGEST_DELAY_MS);
    setTimeout(() => this.#isClosed || this.#connect(), this.#retryAfterMs ?? Math.random() * longest);
    this.#retryAfterMs = null;
  }

  #receive(message) {
    if (message.type === "hello") this.#begin(message);
    else if (message.type === "ack") this.#acknowledge(message.seq);
    else if (message.type === "drain") this.#retryAfterMs = message.retry_after_ms;
    else if (message.type === "error" && RESEND_CODES.has(message.code)) this.#resendSoon();
    this.dispatchEvent(new CustomEvent(message.type, { detail: message }));
  }

  #begin(hello) {
    this.#token = hello.resume;
    this.#limits = { batch: hello.max_batch, credit: hello.credit };
    this.#isOpen = true;
    this.#failures = 0;
    this.#sent = 0;
    if (hello.resumed) this.#acknowledge(hello.acked);
    else this.#firstSeq = 0;
    this.#flush();
  }

  #acknowledge(seq) {
    // After a crash the server may remember less than it has acknowledged: what is gone here was logged.
    const count = Math.max(0, seq - this.#firstSeq + 1);
    this.#frames.splice(0, count);
    this.#firstSeq += count;
    this.#sent = Math.max(0, this.#sent - count);
    this.#flush();
  }

  #flush() {
    while (this.#isOpen && !this.#resendTimer && this.#sent < Math.min(this.#frames.length, this.#limits.credit)) {
      const end = Math.min(this.#sent + this.#limits.batch, this.#limits.credit);
      const frames = this.#frames.slice(this.#sent, end);
      this.#say({ type: "frames", seq: this.#firstSeq + this.#sent, frames, now: this.#now() });
      this.#sent += frames.length;
    }
  }

  // All that is on its way comes back with errors of its own: once they are through, it goes out again.
  #resendSoon() {
    clearTimeout(this.#resendTimer);
    this.#resendTimer = setTimeout(() => {
      this.#resendTimer = null;
      this.#sent = 0;
      this.#flush();
    }, FIRST_DELAY_MS * (0.5 + Math.random()));
  }

  #stopResending() {
    clearTimeout(this.#resendTimer);
    this.#resendTimer = null;
  }

  #say(message) {
    if (this.#isOpen) this.#socket.send(JSON.stringify(message));
    return this.#isOpen;
  }
}
