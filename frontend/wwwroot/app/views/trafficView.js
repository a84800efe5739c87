import { element } from "./element.js";

export function showTraffic(stream, connection, language) {
  const { tally } = stream;

  const show = () => {
    element("sent-count").textContent = language.number(tally.sent, 0);
    element("answered-count").textContent = language.number(tally.answered, 0);
    element("error-count").textContent = language.number(tally.errors, 0);
    element("in-flight-count").textContent = language.number(stream.inFlightCount, 0);
    element("round-trip").textContent = milliseconds(tally.lastRoundTripMs, language);
    element("round-trip-median").textContent = milliseconds(tally.medianRoundTripMs, language);
  };

  for (const event of ["sent", "prediction", "error"]) stream.addEventListener(event, show);
  connection.addEventListener("state", show);
  language.addEventListener("change", show);
  show();
}

function milliseconds(durationMs, language) {
  return durationMs === undefined ? "–" : `${language.number(durationMs, durationMs < 10 ? 1 : 0)} ms`;
}
