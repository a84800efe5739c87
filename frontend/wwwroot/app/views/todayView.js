import { POSTURE_COUNT } from "../frames/wireFormat.js";
import { element } from "./element.js";

/** Today's time in each posture as bars, longest one full; unknown time apart. */
export function showToday(user, times, language) {
  const bars = Array.from({ length: POSTURE_COUNT + 1 }, (_, posture) => new TimeBar(posture));
  element("today-bars").append(...bars.map((bar) => bar.row));

  const show = () => {
    const held = user.id === null ? null : times.latest;
    const seconds = held ? [...Object.values(held.seconds), held.unknown_seconds] : [];
    const longest = Math.max(1, ...seconds);
    bars.forEach((bar, posture) => bar.show(seconds[posture], longest, language));
    element("today-need").hidden = user.id !== null;
    element("today-need").textContent = user.id === null ? language.text(`today.${user.standing}`) : "";
    element("today-total").textContent = held
      ? language.text("today.total", { duration: language.duration(seconds.reduce((sum, one) => sum + one, 0)) }) : "";
  };
  for (const changing of [user, times, language]) changing.addEventListener("change", show);
  show();
}

class TimeBar {
  row = document.createElement("li");
  #posture;
  #name = part("bar-name");
  #fill = part("bar-fill");
  #value = part("bar-value");

  /** The bar behind the last posture is that of unknown time. */
  constructor(posture) {
    const isUnknown = posture === POSTURE_COUNT;
    const number = part("posture-number");
    const track = part("bar-track");
    this.#posture = isUnknown ? null : posture;
    number.textContent = isUnknown ? "?" : posture;
    this.row.classList.toggle("unknown", isUnknown);
    track.append(this.#fill);
    this.row.append(number, this.#name, track, this.#value);
  }

  show(seconds, longest, language) {
    this.#name.textContent = this.#posture === null
      ? language.text("today.unknown") : language.text(`posture.${this.#posture}`);
    this.#fill.style.setProperty("--probability", (seconds ?? 0) / longest);
    this.#value.textContent = seconds === undefined ? "–" : language.duration(seconds);
  }
}

function part(className) {
  const span = document.createElement("span");
  span.className = className;
  return span;
}
