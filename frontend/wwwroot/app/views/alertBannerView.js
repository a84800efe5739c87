import { element } from "./element.js";
import { showPosturePicture } from "./posturePicture.js";

const SNOOZE_MINUTES = 30;

/** The banner while an alert is up, over the page so that nothing jumps. `change(call)` runs a call of the server. */
export function showAlertBanner({ user, alerts, notifier, change }, language) {
  let raisedAt = null;

  const show = () => {
    const alert = user.id === null ? null : alerts.latest?.alert ?? null;
    element("banner-snooze").textContent =
      `${language.text("alert.snooze")} (${language.text("alert.snooze30")})`;
    if (alert) describe(alert);
    if ((alert?.raised_at ?? null) === raisedAt) return;
    raisedAt = alert?.raised_at ?? null;
    element("alert-banner").hidden = alert === null;
    element("alert-cleared").textContent = alert ? "" : language.text("alert.cleared");
    if (alert) notifier.tell(language.text("alert.raised"), detail(alert, language));
    else notifier.takeBack();
  };

  const describe = (alert) => {
    element("banner-heading").textContent = language.text("alert.raised");
    element("banner-text").textContent = detail(alert, language);
    showPosturePicture(element("banner-picture"), alert.posture);
  };

  element("banner-snooze").addEventListener("click", () => change((api) => api.snooze(user.id, SNOOZE_MINUTES)));
  for (const changing of [user, alerts, language]) changing.addEventListener("change", show);
  show();
}

function detail({ posture, since }, language) {
  return language.text("alert.raisedDetail", {
    posture: language.text(`posture.${posture}`),
    time: language.time(new Date(since)),
  });
}
