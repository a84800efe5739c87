import { postureQuality } from "../calibration/postureQuality.js";
import { POSTURE_COUNT } from "../frames/wireFormat.js";
import { posturePicture } from "./posturePicture.js";

/** Eight buttons in `container`, each with its posture's picture, name and standing; a click calls `choose(posture)`. */
export class PostureTiles {
  #tiles;

  constructor(container, choose) {
    this.#tiles = Array.from({ length: POSTURE_COUNT }, (_, posture) => tile(posture, choose));
    container.append(...this.#tiles);
  }

  show(status, isEnabled, language) {
    this.#tiles.forEach((button, posture) => {
      const { state } = postureQuality(status, posture);
      button.disabled = !isEnabled;
      button.dataset.state = state;
      button.querySelector(".tile-name").textContent = language.text(`posture.${posture}`);
      button.querySelector(".tile-state").textContent = status ? language.text(`quality.${state}`) : "–";
    });
  }
}

function tile(posture, choose) {
  const button = document.createElement("button");
  const name = document.createElement("span");
  const state = document.createElement("span");
  button.type = "button";
  button.className = "tile";
  button.dataset.posture = posture;
  name.className = "tile-name";
  state.className = "tile-state";
  button.append(posturePicture(posture), name, state);
  button.addEventListener("click", () => choose(posture));
  return button;
}
