import { WINDOW_MS } from "../frames/windowFill.js";
import { element } from "./element.js";

export function showPrediction(stream, connection, language) {
  let latest = null;

  const show = () => {
    const name = element("predicted-posture");
    name.dataset.posture = latest?.posture ?? "";
    name.textContent = language.text(latest ? `posture.${latest.posture}` : "prediction.none");
    element("confidence").textContent = latest ? `${language.number(latest.confidence * 100, 0)} %` : "–";
    showWindow(stream.window, language);
  };

  stream.addEventListener("prediction", ({ detail }) => {
    latest = detail;
    show();
  });
  connection.addEventListener("state", show);
  language.addEventListener("change", show);
  show();
}

function showWindow(window, language) {
  const seconds = language.number(window.filledMs / 1000, 1);
  element("window-fill").dataset.full = window.isFull;
  element("window-progress").max = WINDOW_MS;
  element("window-progress").value = window.filledMs;
  element("window-text").textContent = language.text(window.isFull ? "window.full" : "window.filling", { seconds });
}
