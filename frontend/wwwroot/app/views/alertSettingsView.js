import { POSTURE_COUNT } from "../frames/wireFormat.js";
import { element } from "./element.js";

const NUMBERS = { after_seconds: "after-seconds", clear_after_seconds: "clear-after-seconds" };

/** The form of what counts as a slouch. It follows the server until the wearer edits it. */
export function showAlertSettings({ user, alerts, change }, language) {
  const form = element("alert-form");
  const postures = Array.from({ length: POSTURE_COUNT }, (_, posture) => postureChoice(posture));
  element("bad-postures").append(...postures.map(({ label }) => label));
  let isEdited = false;

  const show = () => {
    for (const { name, posture } of postures) name.textContent = language.text(`posture.${posture}`);
    if (!isEdited && alerts.latest && user.id !== null) fill(alerts.latest);
  };

  const fill = (settings) => {
    element("alert-enabled").checked = settings.enabled;
    for (const { input, posture } of postures) input.checked = settings.bad_postures.includes(posture);
    for (const [field, id] of Object.entries(NUMBERS)) element(id).value = settings[field];
    mark(null);
  };

  const mark = (fieldId) => {
    for (const id of Object.values(NUMBERS)) element(id).setAttribute("aria-invalid", id === fieldId);
  };

  const settings = () => ({
    enabled: element("alert-enabled").checked,
    bad_postures: postures.filter(({ input }) => input.checked).map(({ posture }) => posture),
    after_seconds: element("after-seconds").valueAsNumber,
    clear_after_seconds: element("clear-after-seconds").valueAsNumber,
  });

  const refuse = (text, field) => {
    element("alert-form-state").textContent = text;
    mark(field);
    if (field) element(field).focus();
    else postures[0].input.focus();
  };

  const store = async (call) => {
    if (!(await change(call))) return;
    isEdited = false;
    show();
    element("alert-form-state").textContent = language.text("alert.saved");
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const wanted = settings();
    const wrong = Object.values(NUMBERS).find((id) => !element(id).checkValidity() || element(id).value === "");
    if (wanted.bad_postures.length === 0 || wanted.bad_postures.length === POSTURE_COUNT) {
      refuse(language.text("alert.chooseSome"), null);
    } else if (wrong) {
      refuse(language.text("alert.range", { min: element(wrong).min, max: element(wrong).max }), wrong);
    } else store((api) => api.configureAlerts(user.id, wanted));
  });
  form.addEventListener("input", () => {
    isEdited = true;
    element("alert-form-state").textContent = "";
    mark(null);
  });
  element("alert-reset").addEventListener("click", () => store((api) => api.resetAlerts(user.id)));
  user.addEventListener("change", () => (isEdited = false));
  for (const changing of [user, alerts, language]) changing.addEventListener("change", show);
  show();
}

function postureChoice(posture) {
  const label = document.createElement("label");
  const input = document.createElement("input");
  const number = document.createElement("span");
  const name = document.createElement("span");
  input.type = "checkbox";
  input.name = "bad-posture";
  input.value = posture;
  input.autocomplete = "off";
  number.className = "posture-number";
  number.textContent = posture;
  label.append(input, number, name);
  return { label, input, name, posture };
}
