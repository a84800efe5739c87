import { minutesUntilTomorrow } from "../alerts/snooze.js";
import { element } from "./element.js";

/** The card of alerts: how it stands, snoozing, and the browser's notifications. */
export function showAlerts({ user, alerts, notifier, change }, language) {
  const snoozes = [...document.querySelectorAll("[data-snooze]")];

  const show = () => {
    const status = user.id === null ? null : alerts.latest;
    const { heading, detail } = standing(user, status, language);
    const isSnoozed = Boolean(status?.snoozed_until);
    write("alert-state", heading);
    write("alert-detail", detail);
    element("alert-controls").disabled = status === null;
    element("unsnooze").hidden = !isSnoozed;
    for (const button of snoozes) button.parentElement.hidden = isSnoozed;
    showNotifier();
  };

  const showNotifier = () => {
    const { state } = notifier;
    element("notify").hidden = state !== "ask";
    element("notify-state").textContent =
      { ask: "", on: language.text("alert.notifyOn"), denied: language.text("alert.notifyDenied") }[state]
      ?? language.text("alert.notifyUnsupported");
  };

  for (const button of snoozes) {
    button.addEventListener("click", async () => {
      const minutes = button.dataset.snooze === "tomorrow" ? minutesUntilTomorrow(new Date()) : Number(button.dataset.snooze);
      await change((api) => api.snooze(user.id, minutes));
      element("unsnooze").focus();
    });
  }
  element("unsnooze").addEventListener("click", async () => {
    await change((api) => api.endSnooze(user.id));
    snoozes[0].focus();
  });
  element("notify").addEventListener("click", () => notifier.ask());
  for (const changing of [user, alerts, notifier, language]) changing.addEventListener("change", show);
  show();
}

function standing(user, status, language) {
  if (user.id === null) return { heading: language.text("alert.quiet"), detail: language.text(`alert.${user.standing}`) };
  if (status === null) return { heading: "–", detail: language.text("alert.loading") };
  const values = {
    seconds: language.number(status.after_seconds, 0),
    time: status.snoozed_until && language.dateTime(new Date(status.snoozed_until)),
    posture: status.alert && language.text(`posture.${status.alert.posture}`),
  };
  const heading = language.text(`alert.${status.state}`);
  switch (status.state) {
    case "raised":
      return { heading, detail: language.text("alert.raisedDetail", { ...values, time: language.time(new Date(status.alert.since)) }) };
    case "watching":
      return { heading, detail: language.text("alert.watchingDetail", values) };
    default:
      return { heading, detail: language.text(`alert.${status.quiet_reason}`, values) };
  }
}

function write(id, text) {
  if (element(id).textContent !== text) element(id).textContent = text;
}
