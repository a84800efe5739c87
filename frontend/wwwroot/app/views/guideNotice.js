import { problemText } from "../user/problemText.js";
import { element } from "./element.js";

/** Above the guide: why it cannot go on at the moment, with a way out where the wearer has one. */
export function showGuideNotice({ guide, user, calibration }, language) {
  const text = noticeOf({ guide, user, calibration }, language);
  element("guide-notice").hidden = text === null;
  element("guide-connect").hidden = user.standing === "present" || user.standing === "returning";
  element("guide-connect").textContent = language.text("guide.connect", { user: guide.userId });
  if (element("guide-notice-text").textContent !== text) element("guide-notice-text").textContent = text ?? "";
}

function noticeOf({ guide, user, calibration }, language) {
  if (user.standing === "returning") return language.text("guide.away");
  if (user.standing !== "present") return language.text("guide.closed");
  if (calibration.problem) return problemText(calibration.problem, language);
  if (guide.isStalled) return language.text("guide.stalled");
  const capture = calibration.latest?.capture;
  return guide.phase === "ready" && capture?.state === "capturing" && capture.posture === guide.posture
    ? language.text("guide.stillRunning", { seconds: Math.ceil(capture.seconds_left) })
    : null;
}
