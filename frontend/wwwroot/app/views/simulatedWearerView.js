import { POSTURE_COUNT } from "../frames/wireFormat.js";
import { element } from "./element.js";

export function showSimulatedWearer(wearer, language) {
  const choices = element("posture-choices");
  const noise = element("noise");
  for (let posture = 0; posture < POSTURE_COUNT; posture++) choices.append(choice(posture, wearer));

  const show = () => {
    for (const name of choices.querySelectorAll("[data-posture]")) {
      name.textContent = language.text(`posture.${name.dataset.posture}`);
    }
    showPosture();
    wearer.noiseDegrees = noise.valueAsNumber;
    element("noise-value").textContent =
      language.text("simulated.noiseValue", { degrees: language.number(wearer.noiseDegrees, 1) });
  };
  const showPosture = () => {
    for (const input of choices.querySelectorAll("input")) input.checked = Number(input.value) === wearer.posture;
  };

  noise.addEventListener("input", show);
  wearer.addEventListener("change", showPosture);
  language.addEventListener("change", show);
  show();
}

function choice(posture, wearer) {
  const label = document.createElement("label");
  const input = document.createElement("input");
  const number = document.createElement("span");
  const name = document.createElement("span");
  input.type = "radio";
  input.name = "posture";
  input.value = posture;
  input.autocomplete = "off";
  input.addEventListener("change", () => (wearer.posture = posture));
  number.className = "posture-number";
  number.textContent = posture;
  name.dataset.posture = posture;
  label.append(input, number, name);
  return label;
}
