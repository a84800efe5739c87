const RADIANS = Math.PI / 180;

/** The same direction within [-180, 180) degrees. */
export function wrapDegrees(degrees) {
  return ((((degrees + 180) % 360) + 360) % 360) - 180;
}

/**
 * Mean direction and spread of angles in degrees; near ±180° a plain average would point the wrong way.
 * Source: N. I. Fisher, Statistical Analysis of Circular Data, 1993, sections 2.3.1 and 2.3.4.
 */
export function circularMean(anglesDegrees) {
  const count = anglesDegrees.length;
  const x = anglesDegrees.reduce((sum, angle) => sum + Math.cos(angle * RADIANS), 0) / count;
  const y = anglesDegrees.reduce((sum, angle) => sum + Math.sin(angle * RADIANS), 0) / count;
  const resultant = Math.min(1, Math.hypot(x, y));
  return {
    meanDegrees: Math.atan2(y, x) / RADIANS,
    deviationDegrees: Math.sqrt(-2 * Math.log(resultant)) / RADIANS,
  };
}
