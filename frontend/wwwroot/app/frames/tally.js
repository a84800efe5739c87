import { HistoryRing } from "./historyRing.js";

const ROUND_TRIPS_KEPT = 100;

/** What was sent and what came back since the page was opened. */
export class Tally {
  sent = 0;
  answered = 0;
  errors = 0;
  #roundTripsMs = new HistoryRing(ROUND_TRIPS_KEPT);

  addRoundTrip(durationMs) {
    this.#roundTripsMs.add(durationMs);
  }

  get lastRoundTripMs() {
    return this.#roundTripsMs.newest;
  }

  /** Median of the last 100 round trips. */
  get medianRoundTripMs() {
    const sorted = [...this.#roundTripsMs].sort((a, b) => a - b);
    if (sorted.length === 0) return undefined;
    const middle = sorted.length >> 1;
    return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
