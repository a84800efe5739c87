import { element } from "./element.js";

/** Lets the wearer choose among `sources` and the rate at which the chosen one is sent. */
export function showSource(stream, sources) {
  const chooseSource = (name) => {
    for (const key of Object.keys(sources)) element(`${key}-source`).hidden = key !== name;
    if (name !== "phone") sources.phone.stop();
    stream.source = sources[name];
  };

  onChoice("source", chooseSource);
  onChoice("rate", (rate) => (stream.rateHz = Number(rate)));
}

// Browsers may restore an earlier choice on reload, so the checked one is read at the start too.
function onChoice(name, choose) {
  for (const input of document.querySelectorAll(`input[name="${name}"]`)) {
    input.addEventListener("change", () => choose(input.value));
    if (input.checked) choose(input.value);
  }
}
