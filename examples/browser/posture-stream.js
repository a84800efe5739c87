// A protocol v2 client for browsers, without dependencies. It keeps every frame until it is acknowledged, reconnects with
// jittered backoff and resumes its stream, so that what was recorded offline is logged once and with its own time.
//
//   const stream = new PostureStream("ws://localhost:8000/ws?user=mina");
//   stream.addEventListener("prediction", ({ detail }) => console.log(detail.posture, detail.confidence));
//   stream.addEventListener("alert", ({ detail }) => console.log(detail.state));
//   stream.addEventListener("end", ({ detail }) => console.log("not trying again after", detail.code));
//   sensor.onreading = pitch => stream.push(Date.now(), pitch);

// Closes after which another try would end the same way; docs/protocol.md has the table.
const FINAL_CLOSES = new Set([1002, 1003, 1007, 1009, 4401, 4409, 4410]);

// Errors after which the frames have to be sent again.
const RESEND_CODES = new Set(["out_of_order", "credit_exceeded", "overloaded", "model_not_loaded", "internal"]);

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 30_000;

// A server that leaves something unanswered for so long is gone, whatever TCP still believes.
const SILENCE_LIMIT_MS = 20_000;

const MAX_TIMESTAMP_MS = 2 ** 53;
const MAX_PITCH_DEGREES = 180;

export class PostureStream extends EventTarget {
  #url;
  #capacity;
  #now;
  #protocols;
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
  #dropped = 0;
  #resendTimer = null;
  #silenceTimer = null;

  /**
   * @param {string} url
   * @param {object} [options]
   * @param {number} [options.capacity] frames to keep at the most: ten hours at 1 Hz
   * @param {() => number} [options.now] the clock, in ms, that frames have their times from
   * @param {string} [options.token] what the user proves who they are with, where the server asks for it
   */
  constructor(url, { capacity = 36_000, now = Date.now, token = null } = {}) {
    super();
    this.#url = url;
    this.#capacity = capacity;
    this.#now = now;
    // A browser cannot set headers on a socket.
    this.#protocols = token ? ["posture.v2.json", `bearer.${token}`] : ["posture.v2.json"];
    this.#connect();
  }

  /**
   * Takes a frame: device time in ms, pitch in degrees. False when as many wait as may be kept; the newest is refused, since
   * an older one may have been sent under its number. A RangeError for what the server would refuse: one such frame would
   * hold up all that come behind it.
   */
  push(timestampMs, pitchDegrees) {
    if (!(Math.abs(timestampMs) <= MAX_TIMESTAMP_MS)) throw new RangeError(`a time must be within ±2^53 ms, not ${timestampMs}`);
    if (!(Math.abs(pitchDegrees) <= MAX_PITCH_DEGREES)) throw new RangeError(`a pitch must be within ±180 degrees, not ${pitchDegrees}`);
    if (this.#frames.length >= this.#capacity) {
      this.#dropped++;
      return false;
    }
    this.#frames.push([timestampMs, pitchDegrees]);
    this.#flush();
    return true;
  }

  /** Frames that were refused because as many waited as may be kept. */
  get dropped() {
    return this.#dropped;
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
    this.#stopTimers();
    this.#socket?.close(1000);
  }

  #connect() {
    const url = new URL(this.#url);
    if (this.#token) url.searchParams.set("resume", this.#token);
    this.#socket = new WebSocket(url, this.#protocols);
    this.#socket.onmessage = ({ data }) => this.#receive(JSON.parse(data));
    this.#socket.onclose = ({ code }) => this.#disconnected(code);
    this.#expectAnswer();
  }

  #disconnected(code) {
    this.#isOpen = false;
    this.#stopTimers();
    this.dispatchEvent(new CustomEvent("offline", { detail: { code } }));
    if (this.#isClosed) return;
    if (FINAL_CLOSES.has(code)) {
      this.dispatchEvent(new CustomEvent("end", { detail: { code } }));
      return;
    }
    const longest = Math.min(FIRST_DELAY_MS * 2 ** this.#failures++, LONGEST_DELAY_MS);
    setTimeout(() => this.#isClosed || this.#connect(), this.#retryAfterMs ?? Math.random() * longest);
    this.#retryAfterMs = null;
  }

  #receive(message) {
    if (message.type === "hello") this.#begin(message);
    else if (message.type === "ack") this.#acknowledge(message.seq);
    else if (message.type === "drain") this.#retryAfterMs = message.retry_after_ms;
    else if (message.type === "error" && RESEND_CODES.has(message.code)) this.#resendSoon();
    this.#expectAnswer();
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
      if (!this.#silenceTimer) this.#expectAnswer();
    }
  }

  // Begins to wait anew for the hello, or for the ack of what is on its way.
  #expectAnswer() {
    clearTimeout(this.#silenceTimer);
    const isDue = !this.#isOpen || this.#sent > 0;
    this.#silenceTimer = isDue ? setTimeout(() => this.#cut(), SILENCE_LIMIT_MS) : null;
  }

  // Not left to the browser, which would wait long for the other half of the close.
  #cut() {
    this.#socket.onmessage = this.#socket.onclose = null;
    this.#socket.close();
    this.#disconnected(1006);
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

  #stopTimers() {
    clearTimeout(this.#resendTimer);
    clearTimeout(this.#silenceTimer);
    this.#resendTimer = this.#silenceTimer = null;
  }

  #say(message) {
    if (this.#isOpen) this.#socket.send(JSON.stringify(message));
    return this.#isOpen;
  }
}
