const BASE_MS = 500;
const CAP_MS = 30_000;

/**
 * Wait before reconnect attempt `attempt` (0 for the first), in ms: exponential with full jitter, so that
 * clients cut off together do not come back together.
 * Source: M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
 */
export function fullJitterDelayMs(attempt, random = Math.random) {
  return random() * Math.min(CAP_MS, BASE_MS * 2 ** attempt);
}
