const USUAL_SECONDS = [20, 60];
const MIN_SECONDS = 5;
const MAX_SECONDS = 300;

/**
 * How long a posture may be held, in seconds: 20, 60, and what the page's address asks for as `?seconds=5`, within what
 * the server takes. The first is the one to begin with.
 */
export function captureLengths(pageUrl) {
  const asked = Number(new URL(pageUrl).searchParams.get("seconds"));
  const isUsable = asked >= MIN_SECONDS && asked <= MAX_SECONDS && !USUAL_SECONDS.includes(asked);
  return isUsable ? [asked, ...USUAL_SECONDS] : USUAL_SECONDS;
}
