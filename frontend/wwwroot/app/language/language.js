import { dictionary } from "./dictionary.js";

const STORAGE_KEY = "posture.language";

/** The chosen language: remembered, else the browser's, else Korean. Raises `change`. */
export class Language extends EventTarget {
  code = remembered() ?? preferred(navigator.languages ?? [navigator.language]);

  choose(code) {
    this.code = code;
    remember(code);
    this.dispatchEvent(new Event("change"));
  }

  /** The text of `key`, with each {name} replaced by `values.name`. */
  text(key, values = {}) {
    const template = dictionary[this.code][key];
    if (template === undefined) throw new RangeError(`No text "${key}" in the language "${this.code}".`);
    return template.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  /** A number with a fixed count of decimals, as this language writes it, and a real minus sign. */
  number(value, decimals) {
    const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals, signDisplay: "negative" };
    return value.toLocaleString(this.code, digits).replace("-", "−");
  }
}

/** The first of the browser's languages that the dictionary has. */
export function preferred(languageTags) {
  const codes = languageTags.map((tag) => tag.toLowerCase().split("-")[0]);
  return codes.find((code) => code in dictionary) ?? "ko";
}

// Storage is refused in some private modes; the choice then lasts as long as the page.
function remembered() {
  try {
    const code = localStorage.getItem(STORAGE_KEY);
    return code in dictionary ? code : undefined;
  } catch {
    return undefined;
  }
}

function remember(code) {
  try {
    localStorage.setItem(STORAGE_KEY, code);
  } catch (refusal) {
    console.info("The language cannot be remembered here:", refusal);
  }
}
