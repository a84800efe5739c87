import { createWriteStream } from 'node:fs';

const MAX_WAITING_BYTES = 64 * 1024 * 1024;

/** Appends predictions to a file, a JSON object a line. A reply does not wait until its line is on the disk. */
export class PredictionLog {
  #stream;

  constructor(file) {
    this.#stream = createWriteStream(file, { flags: 'a' });
    this.#stream.on('error', (failure) => {
      console.error(`The predictions cannot be logged to ${file}: ${failure.message}`);
      process.exit(1);
    });
  }

  /**
   * @param {{connection: string, receivedMs: number, prediction: object, reply: string}} entry The connection's id, when the
   * frame was received, the prediction message and its JSON text.
   * @returns {boolean} False when the disk is too far behind; nothing is logged then.
   */
  append({ connection, reply }) {
    if (this.#stream.writableLength > MAX_WAITING_BYTES) return false;
    this.#stream.write(`{"connection":"${connection}",${reply.slice(1)}\n`);
    return true;
  }

  /** Calls back when everything is written. */
  end(callback) {
    this.#stream.end(callback);
  }
}
