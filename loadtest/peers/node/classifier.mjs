import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';

const POSTURE_COUNT = 8;
const MAX_BATCH = 64;

/** Runs the model. Windows that come within one turn of the event loop share a run. */
export class Classifier {
  #session;
  #manifest;
  #feedsBySize = [];
  #waiting = [];
  #isRunning = false;

  /** @param {string} folder Holds manifest.json and model.onnx. */
  static async load(folder) {
    const manifest = JSON.parse(await readFile(path.join(folder, 'manifest.json'), 'utf8'));
    const session = await InferenceSession.create(path.join(folder, 'model.onnx'), {
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      graphOptimizationLevel: 'all',
    });
    return new Classifier(session, manifest);
  }

  constructor(session, manifest) {
    this.#session = session;
    this.#manifest = manifest;
    this.version = manifest.version;
  }

  /**
   * @param {number[]} features In the manifest's order.
   * @returns {Promise<Float32Array>} Probabilities by posture. Calls are answered in their order.
   */
  classify(features) {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ features, resolve, reject });
      if (!this.#isRunning) this.#runWaiting();
    });
  }

  async #runWaiting() {
    this.#isRunning = true;
    // What else arrives in this turn of the event loop joins.
    await new Promise(setImmediate);
    while (this.#waiting.length > 0) await this.#runBatch(this.#waiting.splice(0, MAX_BATCH));
    this.#isRunning = false;
  }

  async #runBatch(batch) {
    try {
      const feeds = (this.#feedsBySize[batch.length] ??= this.#feeds(batch.length));
      const input = feeds[this.#manifest.input_name].data;
      batch.forEach(({ features }, row) => input.set(features, row * features.length));
      const { [this.#manifest.output_name]: output } = await this.#session.run(feeds);
      batch.forEach(({ resolve }, row) => resolve(output.data.subarray(row * POSTURE_COUNT, (row + 1) * POSTURE_COUNT)));
    } catch (failure) {
      for (const { reject } of batch) reject(failure);
    }
  }

  // Nothing is known of any person: all statistics are zeros.
  #feeds(windows) {
    const { input_name, feature_names, personal } = this.#manifest;
    const zeros = (...shape) => {
      const dimensions = [windows, ...shape];
      return new Tensor('float32', new Float32Array(dimensions.reduce((a, b) => a * b)), dimensions);
    };
    const feeds = { [input_name]: zeros(feature_names.length) };
    if (personal) {
      const width = personal.feature_names.length;
      feeds[personal.mean_name] = zeros(POSTURE_COUNT, width);
      feeds[personal.squared_deviations_name] = zeros(POSTURE_COUNT, width);
      feeds[personal.count_name] = zeros(POSTURE_COUNT);
    }
    return feeds;
  }
}
