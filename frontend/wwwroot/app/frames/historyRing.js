/** The last `capacity` entries, oldest first when iterated. */
export class HistoryRing {
  #entries;
  #start = 0;
  #length = 0;

  constructor(capacity) {
    this.#entries = new Array(capacity);
  }

  get capacity() {
    return this.#entries.length;
  }

  get length() {
    return this.#length;
  }

  get newest() {
    return this.#length ? this.#entries[(this.#start + this.#length - 1) % this.capacity] : undefined;
  }

  add(entry) {
    if (this.#length < this.capacity) {
      this.#entries[(this.#start + this.#length++) % this.capacity] = entry;
    } else {
      this.#entries[this.#start] = entry;
      this.#start = (this.#start + 1) % this.capacity;
    }
  }

  *[Symbol.iterator]() {
    for (let index = 0; index < this.#length; index++) yield this.#entries[(this.#start + index) % this.capacity];
  }
}
