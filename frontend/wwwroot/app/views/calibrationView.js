import { interruptedGuide } from "../calibration/interruptedGuide.js";
import { POSTURE_COUNT } from "../frames/wireFormat.js";
import { problemText } from "../user/problemText.js";
import { showCalibrationWarnings } from "./calibrationWarnings.js";
import { confirmed } from "./confirmation.js";
import { element } from "./element.js";
import { PostureTiles } from "./postureTiles.js";

const ALL = Array.from({ length: POSTURE_COUNT }, (_, posture) => posture);

/** The card of the calibration: what it is for, how it stands, and the ways into the guide. */
export function showCalibration({ user, connection, calibration, guide, api }, language) {
  const tiles = new PostureTiles(element("calibration-tiles"), (posture) => open([posture]));
  let failed = null;

  const open = (todo, posture) => guide.open(user.id, todo, posture);

  const show = () => {
    const status = calibration.latest;
    const isPresent = user.id !== null;
    const count = status?.postures.length ?? 0;
    element("calibration-state").textContent = state(status, language);
    element("calibration-why").hidden = count > 0;
    element("calibration-need").hidden = isPresent;
    element("calibration-need").textContent = isPresent ? "" : language.text(`calibration.${user.standing}`);
    element("calibrate").textContent = language.text(
      !isPresent && user.standing !== "returning" ? "calibration.goConnect"
        : count === 0 ? "calibration.start" : count < POSTURE_COUNT ? "calibration.goOn" : "calibration.again");
    element("calibrate").disabled = user.standing === "returning";
    element("calibration-forget").hidden = !isPresent || count === 0;
    tiles.show(status, isPresent, language);
    showFit(status, language);
    showCalibrationWarnings(element("calibration-warnings"), isPresent ? status : null, (todo) => open(todo.length ? todo : ALL), language);
    showInterrupted();
    showProblem(failed ?? calibration.problem, language);
  };

  const showInterrupted = () => {
    const place = guide.phase === "closed" ? interruptedGuide.read() : null;
    element("calibration-interrupted").hidden = place === null;
    if (place === null) return;
    element("calibration-interrupted-text").textContent =
      language.text("calibration.interrupted", { user: place.user, posture: language.text(`posture.${place.posture}`) });
  };

  const resume = () => {
    const { user: userId, todo, posture, seconds } = interruptedGuide.read();
    guide.seconds = seconds;
    guide.open(userId, todo, posture);
    if (user.id !== userId) connection.open(userId);
  };

  const calibrate = () => {
    if (user.id === null) return goConnect();
    const missing = calibration.latest?.missing ?? ALL;
    open(missing.length ? missing : ALL);
  };

  const forgetAll = async () => {
    const { postures } = calibration.latest;
    const question = language.text("calibration.forgetAllQuestion", { user: user.id, count: postures.length });
    if (!(await confirmed(question, language.text("calibration.forget")))) return;
    failed = await failureOf(api.forget(user.id));
    calibration.refresh();
    element("calibration-heading").focus();
    show();
  };

  element("calibrate").addEventListener("click", calibrate);
  element("calibration-forget").addEventListener("click", forgetAll);
  element("calibration-resume").addEventListener("click", resume);
  element("calibration-discard").addEventListener("click", () => {
    interruptedGuide.forget();
    element("calibration-heading").focus();
    show();
  });
  for (const changing of [user, calibration, language]) changing.addEventListener("change", show);
  guide.addEventListener("phase", show);
  show();
}

function goConnect() {
  const field = element("user-id");
  (field.disabled ? element("disconnect") : field).focus();
}

function state(status, language) {
  if (!status) return "";
  const { capture, postures } = status;
  if (capture?.state === "capturing") {
    const seconds = Math.ceil(capture.seconds_left);
    return language.text("calibration.running", { posture: language.text(`posture.${capture.posture}`), seconds });
  }
  return language.text(postures.length ? "calibration.some" : "calibration.none", { count: postures.length });
}

function showFit(status, language) {
  const isKnown = typeof status?.fit === "number" && status.calibrated;
  element("calibration-fit").textContent =
    isKnown ? language.text("calibration.fit", { share: language.number(status.fit * 100, 0) }) : "";
}

function showProblem(problem, language) {
  element("calibration-problem").hidden = !problem || problem.isOperatorOnly;
  element("calibration-problem").textContent = problem ? problemText(problem, language) : "";
}

async function failureOf(call) {
  try {
    await call;
    return null;
  } catch (failure) {
    if (failure.name !== "ApiError") throw failure;
    return failure;
  }
}
