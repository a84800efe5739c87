// Within a window, a person who holds a posture sways by a degree or two; the model tells postures some degrees apart.
const STILL_DEGREES = 3;
const RESTLESS_DEGREES = 8;

/**
 * How one posture stands in a calibration status of the server: `{state, capture, warnings}`, where `state` is missing,
 * good, stale or overlapping (the first that applies).
 */
export function postureQuality(status, posture) {
  const capture = status?.postures.find((one) => one.posture === posture) ?? null;
  const warnings = status?.warnings.filter((warning) => warning.posture === posture) ?? [];
  const codes = warnings.map(({ code }) => code);
  const state = !capture ? "missing" : ["overlapping", "stale"].find((code) => codes.includes(code)) ?? "good";
  return { state, capture, warnings };
}

/** In a word, how still the wearer was: still, moving or restless. */
export function stillness({ spread_degrees: spread, drift_degrees: drift }) {
  const degrees = Math.max(spread, drift);
  return degrees <= STILL_DEGREES ? "still" : degrees <= RESTLESS_DEGREES ? "moving" : "restless";
}
