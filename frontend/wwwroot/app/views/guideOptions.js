import { element } from "./element.js";

const BETTER_SECONDS = 60;

/** The choices of the guide: how long to hold each posture, and whether it may be heard and felt. */
export function showGuideOptions({ guide, cue, lengths }, language) {
  const cueSwitch = element("guide-cue");
  const choices = lengths.map((seconds) => lengthChoice(seconds, guide));
  element("guide-lengths").append(...choices.map(({ label }) => label));
  cueSwitch.checked = cue.isOn;
  cueSwitch.addEventListener("change", () => (cue.isOn = cueSwitch.checked));

  const show = () => {
    for (const { input, name, seconds } of choices) {
      input.checked = seconds === guide.seconds;
      name.textContent = seconds === BETTER_SECONDS
        ? language.text("guide.secondsBetter") : language.text("guide.seconds", { seconds });
    }
  };
  guide.addEventListener("phase", show);
  language.addEventListener("change", show);
  show();
}

function lengthChoice(seconds, guide) {
  const label = document.createElement("label");
  const input = document.createElement("input");
  const name = document.createElement("span");
  input.type = "radio";
  input.name = "capture-seconds";
  input.value = seconds;
  input.autocomplete = "off";
  input.addEventListener("change", () => (guide.seconds = seconds));
  label.append(input, name);
  return { label, input, name, seconds };
}
