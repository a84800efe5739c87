// A reply may come late by a little jitter without being a gap.
const GAP_INTERVALS = 2.5;
const GAP_MIN_MS = 700;

/** Splits points, oldest first, wherever nothing was answered for longer than the sending interval explains. */
export function splitAtGaps(points) {
  const segments = [];
  let previous = null;
  for (const point of points) {
    if (previous === null || isGap(previous, point)) segments.push([]);
    segments.at(-1).push(point);
    previous = point;
  }
  return segments;
}

function isGap(previous, point) {
  const intervalMs = Math.max(previous.intervalMs, point.intervalMs);
  return point.sentAtMs - previous.sentAtMs > Math.max(GAP_MIN_MS, GAP_INTERVALS * intervalMs);
}
