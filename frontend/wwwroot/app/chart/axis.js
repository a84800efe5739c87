const MIN_SPAN_DEGREES = 10;
const PADDING = 0.08;
const INTERVALS_WANTED = 4;
const STEPS_DEGREES = [2, 5, 10, 20, 45, 90];
const LIMIT_DEGREES = 180;

/** A vertical axis that holds [lowest, highest] with some air, spans at least 10° and ends on round ticks. */
export function pitchAxis(lowest, highest) {
  const middle = (lowest + highest) / 2;
  const half = Math.max(MIN_SPAN_DEGREES / 2, (highest - lowest) * (0.5 + PADDING));
  const bottom = Math.max(-LIMIT_DEGREES, middle - half);
  const top = Math.min(LIMIT_DEGREES, middle + half);
  const step = STEPS_DEGREES.find((degrees) => degrees >= (top - bottom) / INTERVALS_WANTED);
  const first = Math.floor(bottom / step);
  const last = Math.ceil(top / step);
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
  return { min: first * step, max: last * step, ticks };
}
