/**
 * Frames sent and not yet answered, oldest first. The v1 protocol answers in order, one reply a frame, so the
 * oldest entry always belongs to the next reply.
 */
export class InFlight {
  #frames = [];

  constructor(limit) {
    this.limit = limit;
  }

  get count() {
    return this.#frames.length;
  }

  get isFull() {
    return this.#frames.length >= this.limit;
  }

  get oldest() {
    return this.#frames[0];
  }

  add(frame) {
    if (this.isFull) throw new RangeError(`More than ${this.limit} frames without an answer.`);
    this.#frames.push(frame);
  }

  takeOldest() {
    return this.#frames.shift();
  }

  clear() {
    this.#frames.length = 0;
  }
}
