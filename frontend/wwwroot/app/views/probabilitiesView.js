import { POSTURE_COUNT } from "../frames/wireFormat.js";
import { element } from "./element.js";

export function showProbabilities(stream, language) {
  const bars = Array.from({ length: POSTURE_COUNT }, (_, posture) => new ProbabilityBar(posture));
  element("probability-bars").append(...bars.map((bar) => bar.row));
  let latest = null;

  const show = () => {
    bars.forEach((bar, posture) => bar.show(latest?.probabilities[posture], posture === latest?.posture, language));
  };
  stream.addEventListener("prediction", ({ detail }) => {
    latest = detail;
    show();
  });
  language.addEventListener("change", show);
  show();
}

class ProbabilityBar {
  row = document.createElement("li");
  #posture;
  #name = part("bar-name");
  #fill = part("bar-fill");
  #value = part("bar-value");

  constructor(posture) {
    const number = part("posture-number");
    const track = part("bar-track");
    this.#posture = posture;
    number.textContent = posture;
    track.append(this.#fill);
    this.row.append(number, this.#name, track, this.#value);
  }

  show(probability, isPredicted, language) {
    this.row.classList.toggle("predicted", isPredicted);
    this.#name.textContent = language.text(`posture.${this.#posture}`);
    this.#fill.style.setProperty("--probability", probability ?? 0);
    this.#value.textContent = probability === undefined ? "–" : `${language.number(probability * 100, 1)} %`;
  }
}

function part(className) {
  const span = document.createElement("span");
  span.className = className;
  return span;
}
