const MIN_SPAN_DEGREES = 10;
const PADDING = 0.08;
const TICKS_WANTED = 5;

/**
 * A vertical axis that holds [lowest, highest] with some air, spans at least 10°, and ends on round ticks.
 * Source of the tick steps: P. S. Heckbert, "Nice Numbers for Graph Labels", Graphics Gems, 1990.
 */
export function pitchAxis(lowest, highest) {
  const middle = (lowest + highest) / 2;
  const span = Math.max(MIN_SPAN_DEGREES, (highest - lowest) * (1 + 2 * PADDING));
  const step = niceStep(span / (TICKS_WANTED - 1));
  const first = Math.floor((middle - span / 2) / step);
  const last = Math.ceil((middle + span / 2) / step);
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
  return { min: first * step, max: last * step, ticks };
}

function niceStep(rough) {
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((candidate) => rough <= candidate * magnitude);
  return factor * magnitude;
}
