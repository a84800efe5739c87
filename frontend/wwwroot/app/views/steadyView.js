import { element } from "./element.js";
import { showPosturePicture } from "./posturePicture.js";

export function showSteady(user, alerts, calibration, language) {
  const show = () => {
    const steady = user.id === null ? null : alerts.latest?.stable_posture ?? null;
    const name = element("steady-posture");
    // Written only when it changes: it is read out.
    const text = steady ? language.text(`posture.${steady.posture}`) : language.text("steady.none");
    if (name.textContent !== text) name.textContent = text;
    name.dataset.posture = steady?.posture ?? "";
    element("steady-detail").textContent = steady ? since(steady, language) : language.text(`steady.${reason()}`);
    showPosturePicture(element("steady-picture"), steady?.posture ?? null);
    showCaveat();
  };

  const reason = () => {
    if (user.standing !== "present") return user.standing;
    return calibration.latest?.calibrated === false ? "uncalibrated" : "waiting";
  };

  const showCaveat = () => {
    const status = user.id === null ? null : calibration.latest;
    const key = !status ? "unknown" : status.calibrated ? "calibrated" : "uncalibrated";
    element("caveat").textContent = language.text(`note.${key}`, { count: status?.postures.length });
    element("caveat").dataset.standing = key;
  };

  for (const changing of [user, alerts, calibration, language]) changing.addEventListener("change", show);
  show();
}

// The two clocks may differ by a little: nothing has lasted less than no time.
function since(steady, language) {
  const since = new Date(steady.since);
  return language.text("steady.since", {
    time: language.time(since),
    duration: language.duration((Date.now() - since) / 1000),
  });
}
