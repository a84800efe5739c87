export const POSTURE_COUNT = 8;

/** One frame of the v1 protocol: device time in ms, pitch in degrees relative to the wearer's zero. */
export function encodeFrame(timestampMs, pitchDegrees) {
  return JSON.stringify({ timestamp: Math.round(timestampMs), relativePitch: pitchDegrees });
}

/**
 * Reads one server message: `{kind: "welcome" | "prediction" | "error" | "unreadable", …}`.
 * A prediction carries `posture` (0–7), `confidence` and eight `probabilities`, all 0–1.
 */
export function readMessage(text) {
  let message;
  try {
    message = JSON.parse(text);
  } catch {
    return { kind: "unreadable" };
  }
  switch (message?.type) {
    case "welcome":
      return { kind: "welcome" };
    case "error":
      return { kind: "error", code: String(message.code ?? "unknown"), text: String(message.error ?? "") };
    case "prediction":
      return readPrediction(message);
    default:
      return { kind: "unreadable" };
  }
}

function readPrediction({ predicted_posture: posture, confidence, all_probabilities: byLabel }) {
  const probabilities = Array.from({ length: POSTURE_COUNT }, (_, label) => byLabel?.[label]);
  const whole = Number.isInteger(posture) && [confidence, ...probabilities].every(Number.isFinite);
  return whole ? { kind: "prediction", posture, confidence, probabilities } : { kind: "unreadable" };
}
