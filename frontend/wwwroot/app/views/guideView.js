import { postureQuality } from "../calibration/postureQuality.js";
import { problemText } from "../user/problemText.js";
import { POSTURE_COUNT } from "../frames/wireFormat.js";
import { confirmed } from "./confirmation.js";
import { element } from "./element.js";
import { showGuideNotice } from "./guideNotice.js";
import { showGuideOptions } from "./guideOptions.js";
import { showGuideResult } from "./guideResult.js";
import { showGuideRing } from "./guideRing.js";
import { showPosturePicture } from "./posturePicture.js";
import { PostureTiles } from "./postureTiles.js";

const CUES = { capturing: "begin", done: "end", rejected: "refused", failed: "refused", lost: "refused" };
const FIRST_OF_MIRRORED = 4;

/** The dialog that leads through the calibration. */
export function showGuide({ guide, user, connection, calibration, stream, phone, cue, lengths }, language) {
  const dialog = element("guide");
  const buttons = [...element("guide-buttons").querySelectorAll("button")];
  const tiles = new PostureTiles(element("guide-tiles"), (posture) => guide.open(guide.userId, [posture]));
  const actions = {
    start: () => { cue.prepare(); guide.start(); },
    stop: () => guide.stop(),
    next: () => guide.next(),
    rest: () => guide.open(guide.userId, calibration.latest.missing),
    close: () => guide.close(),
  };

  const show = () => {
    if (guide.phase === "closed") return;
    const isSummary = guide.phase === "summary";
    element("guide-posture-view").hidden = isSummary;
    element("guide-summary").hidden = !isSummary;
    element("guide-options").hidden = guide.phase !== "ready";
    element("guide-forget").hidden = guide.phase === "countdown" || guide.phase === "capturing" || isSummary || !guide.isCalibrated;
    showGuideNotice({ guide, user, calibration }, language);
    showButtons();
    if (isSummary) showSummary();
    else showPosture();
  };

  const showPosture = () => {
    const { phase, posture, todo } = guide;
    element("guide-step").textContent =
      language.text("guide.step", { step: todo.indexOf(posture) + 1, count: todo.length });
    element("guide-posture").textContent = language.text(`posture.${posture}`);
    element("guide-instruction").textContent = language.text(`hold.${posture}`);
    element("guide-source").textContent = language.text(`guide.${sourceKey()}`);
    showPosturePicture(element("guide-picture"), posture);
    showGuideRing(guide);
    showPhase(guide, language);
    const hasResult = phase === "done" || (phase === "ready" && guide.isCalibrated);
    element("guide-mirror").hidden = hasResult || posture < FIRST_OF_MIRRORED;
    element("guide-source").hidden = phase === "done";
    showGuideResult(element("guide-result"), hasResult ? calibration.latest : null, posture, language);
  };

  const sourceKey = () => {
    if (stream.source !== phone) return "simulated";
    return phone.state === "ready" ? "phone" : "phoneOff";
  };

  const showSummary = () => {
    const status = calibration.latest;
    const isWarned = Array.from({ length: POSTURE_COUNT }, (_, posture) => postureQuality(status, posture).state)
      .some((state) => state === "overlapping" || state === "stale");
    element("guide-step").textContent = "";
    element("guide-summary-text").textContent = [
      language.text(status.missing.length ? "summary.incomplete" : "summary.complete", { count: status.postures.length }),
      ...(isWarned ? [language.text("summary.warned")] : []),
    ].join(" ");
    tiles.show(status, user.id !== null, language);
  };

  const showButtons = () => {
    const isLast = guide.todo.at(-1) === guide.posture;
    for (const button of buttons) {
      const { action, phases } = button.dataset;
      button.hidden = !phases.split(" ").includes(guide.phase)
        || (action === "rest" && calibration.latest?.missing.length === 0);
      button.disabled = user.id === null && (action === "start" || action === "rest");
      if (phases === "done" && action === "next") button.textContent = language.text(isLast ? "guide.finish" : "guide.next");
    }
  };

  const onPhase = () => {
    if (guide.phase === "closed") {
      dialog.close();
      element("calibration-heading").focus();
      return;
    }
    if (CUES[guide.phase]) cue.give(CUES[guide.phase]);
    show();
    if (!dialog.open) dialog.showModal();
    // The pressed button has gone; the keyboard stays with what comes next.
    buttons.find((button) => !button.hidden && !button.disabled)?.focus();
  };

  const forget = async () => {
    const question = language.text("calibration.forgetQuestion", { posture: language.text(`posture.${guide.posture}`) });
    if (await confirmed(question, language.text("calibration.forget"))) await guide.forget();
  };

  for (const button of buttons) button.addEventListener("click", () => actions[button.dataset.action]());
  element("guide-forget").addEventListener("click", forget);
  element("guide-close").addEventListener("click", () => guide.close());
  element("guide-connect").addEventListener("click", () => connection.open(guide.userId));
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    guide.close();
  });
  showGuideOptions({ guide, cue, lengths }, language);
  guide.addEventListener("phase", onPhase);
  guide.addEventListener("change", show);
  for (const changing of [user, calibration, language]) changing.addEventListener("change", show);
  phone.addEventListener("state", show);
}

function showPhase({ phase, reason, problem }, language) {
  const sentence = element("guide-phase");
  const parts = [language.text(`phase.${phase}`)];
  if (phase === "rejected") parts.push(language.text(`rejected.${reason}`));
  if (phase === "failed") parts.push(problem.status === 409 ? language.text("guide.noDevice") : problemText(problem, language));
  const text = parts.join(" ");
  sentence.dataset.phase = phase;
  // Written only when it changes: it is read out.
  if (sentence.textContent !== text) sentence.textContent = text;
}
