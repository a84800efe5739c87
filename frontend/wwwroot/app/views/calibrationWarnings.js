/** Shows what is wrong with a calibration in `list`, each with a button that calls `redo(postures)`. */
export function showCalibrationWarnings(list, status, redo, language) {
  const warnings = status ? worthSaying(status) : [];
  const shown = JSON.stringify([warnings, language.code]);
  // A button must not be replaced under the wearer's finger every few seconds.
  if (list.dataset.shown === shown) return;
  list.dataset.shown = shown;
  list.replaceChildren(...warnings.map((warning) => item(warning, status, redo, language)));
}

// What is missing is on the tiles. Of two that are alike, each names the other: once is enough.
function worthSaying({ warnings }) {
  return warnings.filter(({ code, posture, other }) => code !== "missing" && !(code === "overlapping"
    && warnings.some((twin) => twin.code === code && twin.posture === other && twin.other === posture && other < posture)));
}

function item({ code, posture, other }, status, redo, language) {
  const row = document.createElement("li");
  const text = document.createElement("span");
  const button = document.createElement("button");
  text.textContent = language.text(`warning.${code}`, {
    posture: posture === null ? "" : language.text(`posture.${posture}`),
    other: other === null ? "" : language.text(`posture.${other}`),
    date: posture === null ? "" : capturedAt(status, posture, language),
  });
  button.type = "button";
  button.textContent = language.text("calibration.redo");
  button.addEventListener("click", () => redo([posture, other].filter((label) => label !== null)));
  row.append(text, button);
  return row;
}

function capturedAt({ postures }, posture, language) {
  const { captured_at: at } = postures.find((one) => one.posture === posture);
  return language.dateTime(new Date(at));
}
