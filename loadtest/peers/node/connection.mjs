import { randomUUID } from 'node:crypto';
import { computeFeatures } from './features.mjs';
import { decodeFrame, errorReply, predictionMessage, welcome } from './protocol.mjs';
import { SlidingWindow } from './sliding-window.mjs';

const MAX_PENDING = 64;
const UNSUPPORTED_DATA = 1003;

/** One device: a welcome, then exactly one reply a message, in order. */
export class Connection {
  #id = randomUUID();
  #window = new SlidingWindow();
  #lastReply = Promise.resolve();
  #pending = 0;

  constructor(socket, classifier, log) {
    this.socket = socket;
    this.classifier = classifier;
    this.log = log;
    socket.on('message', (data, isBinary) => this.#receive(data, isBinary));
    // Whatever breaks the protocol is closed by ws with its code; there is nothing to add.
    socket.on('error', () => {});
    socket.send(welcome());
  }

  #receive(data, isBinary) {
    if (isBinary) {
      this.socket.close(UNSUPPORTED_DATA);
      return;
    }
    if (++this.#pending >= MAX_PENDING) this.socket.pause();
    const reply = this.#answer(data);
    this.#lastReply = Promise.all([reply, this.#lastReply]).then(([text]) => this.#send(text));
  }

  async #answer(data) {
    const receivedMs = Date.now();
    const { frame, error } = decodeFrame(data);
    if (error) return errorReply(error);
    this.#window.add(frame);
    try {
      const probabilities = await this.classifier.classify(computeFeatures(this.#window));
      const prediction = predictionMessage(frame, probabilities, this.classifier.version);
      const reply = JSON.stringify(prediction);
      const logged = this.log.append({ connection: this.#id, receivedMs, prediction, reply });
      // A log that answers at once costs no promise.
      return logged === true || (await logged) ? reply : errorReply('overloaded');
    } catch (failure) {
      console.error(failure);
      return errorReply('internal');
    }
  }

  // What the device does not read counts as pending too.
  #send(text) {
    this.socket.send(text, () => {
      if (--this.#pending < MAX_PENDING && this.socket.isPaused) this.socket.resume();
    });
  }
}
