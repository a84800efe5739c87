const MS_PER_SECOND = 1000;
const SHORTEST_SLOPE_MS = 1;

/**
 * The model's inputs, in the order of its manifest.
 * @param {{frames: {timestampMs: number, pitchDegrees: number}[]}} window At least one frame, oldest first.
 * @returns {number[]} Median, mean, standard deviation, interquartile range, minimum and maximum of the pitch in degrees,
 * its slope in degrees a second, last pitch minus median, and the window's span in seconds.
 */
export function computeFeatures({ frames }) {
  const sorted = Float64Array.from(frames, (frame) => frame.pitchDegrees).sort();
  let sum = 0;
  for (const frame of frames) sum += frame.pitchDegrees;
  const mean = sum / frames.length;
  const median = quantile(sorted, 0.5);
  const newest = frames.at(-1);
  return [
    median,
    mean,
    standardDeviation(sorted, mean),
    quantile(sorted, 0.75) - quantile(sorted, 0.25),
    sorted[0],
    sorted.at(-1),
    slopePerSecond(frames, mean),
    newest.pitchDegrees - median,
    (newest.timestampMs - frames[0].timestampMs) / MS_PER_SECOND,
  ];
}

// Linear interpolation between order statistics, type 7 of Hyndman & Fan (1996).
function quantile(sorted, probability) {
  const position = (sorted.length - 1) * probability;
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
}

function standardDeviation(values, mean) {
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return Math.sqrt(squares / values.length);
}

// Ordinary least squares of pitch on time.
function slopePerSecond(frames, meanPitch) {
  const originMs = frames[0].timestampMs;
  if (frames.at(-1).timestampMs - originMs < SHORTEST_SLOPE_MS) return 0;
  let meanSeconds = 0;
  for (const frame of frames) meanSeconds += (frame.timestampMs - originMs) / MS_PER_SECOND / frames.length;
  let covariance = 0;
  let variance = 0;
  for (const frame of frames) {
    const seconds = (frame.timestampMs - originMs) / MS_PER_SECOND - meanSeconds;
    covariance += seconds * (frame.pitchDegrees - meanPitch);
    variance += seconds * seconds;
  }
  return covariance / variance;
}
