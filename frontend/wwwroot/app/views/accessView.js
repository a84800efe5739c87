import { element } from "./element.js";

/** One line instead of the cards that a server keeps to its operator. */
export function showAccess(readings) {
  const show = () => {
    const isOperatorOnly = readings.some(({ problem }) => problem?.isOperatorOnly);
    element("operator-only").hidden = !isOperatorOnly;
    for (const part of document.querySelectorAll(".needs-api")) part.hidden = isOperatorOnly;
  };
  for (const reading of readings) reading.addEventListener("change", show);
}
