import { postureQuality, stillness } from "../calibration/postureQuality.js";

/** Shows in `container` how well a calibrated posture was held, in a sentence and three numbers. */
export function showGuideResult(container, status, posture, language) {
  const { state, capture, warnings } = postureQuality(status, posture);
  if (!capture) return container.replaceChildren();

  const sentence = document.createElement("p");
  sentence.className = "verdict";
  sentence.dataset.state = state;
  sentence.textContent = verdict(state, capture, warnings, language);
  const numbers = document.createElement("dl");
  numbers.append(
    number("quality.pitch", degrees(capture.pitch_degrees, language), language),
    number("quality.spread", language.text("quality.spreadValue", {
      degrees: language.number(capture.spread_degrees, 1),
      word: language.text(`quality.${stillness(capture)}`),
    }), language),
    number("quality.overlap", overlap(capture, language), language),
  );
  container.replaceChildren(sentence, numbers);
}

function verdict(state, capture, warnings, language) {
  const other = warnings.find(({ code }) => code === "overlapping")?.other;
  if (state === "overlapping") {
    return language.text("quality.overlappingSentence", { other: language.text(`posture.${other}`) });
  }
  if (state === "stale") return language.text("quality.staleSentence");
  return language.text(capture.nearest_posture === null ? "quality.firstSentence" : "quality.goodSentence");
}

function overlap({ nearest_posture: nearest, overlap: share }, language) {
  if (nearest === null) return "–";
  const other = language.text(`posture.${nearest}`);
  return language.text("quality.overlapWith", { percent: language.number(share * 100, 0), other });
}

function degrees(value, language) {
  return language.text("quality.degrees", { degrees: language.number(value, 1) });
}

function number(key, value, language) {
  const pair = document.createElement("div");
  const term = document.createElement("dt");
  const description = document.createElement("dd");
  term.textContent = language.text(key);
  description.textContent = value;
  pair.append(term, description);
  return pair;
}
