const MAX_MINUTES = 1_440;

/** Whole minutes from `now` to the next local midnight, within what the server takes. */
export function minutesUntilTomorrow(now) {
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);
  return Math.min(MAX_MINUTES, Math.max(1, Math.ceil((midnight - now) / 60_000)));
}
