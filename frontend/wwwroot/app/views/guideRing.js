import { COUNTDOWN_SECONDS } from "../calibration/calibrationGuide.js";
import { element } from "./element.js";

/** The ring around the picture: empties during the countdown, fills with what the server has captured. */
export function showGuideRing({ phase, seconds, secondsLeft }) {
  const isRunning = phase === "countdown" || phase === "capturing";
  const whole = phase === "countdown" ? COUNTDOWN_SECONDS : seconds;
  const share = phase === "done" ? 1 : !isRunning ? 0 : phase === "countdown" ? secondsLeft / whole : 1 - secondsLeft / whole;
  const ring = element("guide-ring");
  ring.dataset.phase = phase;
  ring.setAttribute("aria-valuemin", 0);
  ring.setAttribute("aria-valuemax", 100);
  ring.setAttribute("aria-valuenow", Math.round(share * 100));
  element("guide-ring-fill").style.setProperty("--share", Math.min(1, Math.max(0, share)));
  element("guide-count").textContent = isRunning ? Math.ceil(secondsLeft) : "";
}
