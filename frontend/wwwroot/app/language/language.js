import { recall, remember } from "../storage/remembered.js";
import { dictionary } from "./dictionary.js";

const STORAGE_KEY = "posture.language";

/** The chosen language: remembered, else the browser's, else Korean. Raises `change`. */
export class Language extends EventTarget {
  code = remembered() ?? preferred(navigator.languages ?? [navigator.language]);

  choose(code) {
    this.code = code;
    remember(STORAGE_KEY, code);
    this.dispatchEvent(new Event("change"));
  }

  /** The text of `key`, with each {name} replaced by `values.name`. */
  text(key, values = {}) {
    const template = dictionary[this.code][key];
    if (template === undefined) throw new RangeError(`No text "${key}" in the language "${this.code}".`);
    return template.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  /** Local time of day, as 14:05. */
  time(date) {
    return date.toLocaleTimeString(this.code, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  }

  /** Local date and time of day. */
  dateTime(date) {
    return date.toLocaleString(this.code, { dateStyle: "medium", timeStyle: "short" });
  }

  /** A length of time in its two largest units. */
  duration(seconds) {
    const whole = Math.max(0, Math.round(seconds));
    if (whole < 60) return this.text("duration.seconds", { seconds: whole });
    const minutes = Math.floor(whole / 60);
    if (minutes < 60) return this.text("duration.minutes", { minutes, seconds: whole % 60 });
    return this.text("duration.hours", { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
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

function remembered() {
  const code = recall(STORAGE_KEY);
  return code in dictionary ? code : undefined;
}
