import Database from 'better-sqlite3';

const BUSY_TIMEOUT_MS = 5000;

// created_at is when the frame was received, in microseconds since the Unix epoch; all_probabilities is a JSON array.
const SCHEMA = `
  create table if not exists prediction_logs
  (
      id                integer primary key,
      created_at        integer not null,
      user_id           text    not null,
      timestamp_input   real    not null,
      relative_pitch    real    not null,
      predicted_posture integer not null check (predicted_posture between 0 and 7),
      confidence        real    not null,
      all_probabilities text    not null,
      model_version     text    not null
  );
  create index if not exists idx_prediction_logs_user on prediction_logs (user_id, created_at, id)`;

const INSERT = `
  insert into prediction_logs
      (created_at, user_id, timestamp_input, relative_pitch, predicted_posture, confidence, all_probabilities, model_version)
  values (?, ?, ?, ?, ?, ?, ?, ?)`;

/**
 * Keeps predictions in a SQLite file, which several workers may share. Those of one model run are one transaction. A commit
 * is in the kernel's hands and outlives the process, not a loss of power: that is what `synchronous = normal` means with a WAL.
 */
export class PredictionDatabase {
  #database;
  #insertAll;
  #waiting = [];
  #committed;

  constructor(file) {
    this.#database = new Database(file, { timeout: BUSY_TIMEOUT_MS });
    this.#database.pragma('journal_mode = wal');
    this.#database.pragma('synchronous = normal');
    this.#database.exec(SCHEMA);
    const insert = this.#database.prepare(INSERT);
    this.#insertAll = this.#database.transaction((entries) => entries.forEach((entry) => insert.run(...columns(entry))));
  }

  /**
   * @param {{connection: string, receivedMs: number, prediction: object}} entry As prediction-log.mjs has it.
   * @returns {Promise<boolean>} True once it is committed, false when it cannot be.
   */
  append(entry) {
    // All who wait for the run of the model append before the next tick.
    if (this.#waiting.length === 0) this.#committed = new Promise((resolve) => process.nextTick(() => resolve(this.#commit())));
    this.#waiting.push(entry);
    return this.#committed;
  }

  /** Calls back when everything is written. */
  end(callback) {
    this.#database.close();
    callback();
  }

  #commit() {
    const entries = this.#waiting;
    this.#waiting = [];
    try {
      // Another worker may be writing: the wait for it is at the beginning, where there is nothing to undo.
      this.#insertAll.immediate(entries);
      return true;
    } catch (failure) {
      console.error(`${entries.length} predictions cannot be logged: ${failure.message}`);
      return false;
    }
  }
}

// A connection stands for a user: this server knows no others.
function columns({ connection, receivedMs, prediction }) {
  return [
    receivedMs * 1000,
    connection,
    prediction.input_timestamp,
    prediction.input_relative_pitch,
    prediction.predicted_posture,
    prediction.confidence,
    JSON.stringify(Object.values(prediction.all_probabilities)),
    prediction.model_version,
  ];
}
