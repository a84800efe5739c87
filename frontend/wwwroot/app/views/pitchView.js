import { PitchChart } from "../chart/pitchChart.js";
import { HISTORY_MS } from "../frames/frameStream.js";
import { element } from "./element.js";

const CALM_REDRAW_MS = 1_000;
const SMOOTH_REDRAW_MS = 50;

export function showPitch(stream, language) {
  const canvas = element("pitch-chart");
  const chart = new PitchChart(canvas);
  const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)");
  let drawnAtMs = -Infinity;

  const recent = () => [...stream.history].filter(({ sentAtMs }) => performance.now() - sentAtMs <= HISTORY_MS);

  const draw = () => {
    drawnAtMs = performance.now();
    chart.draw(recent(), drawnAtMs, labels(language));
  };

  const showValue = () => {
    const points = recent();
    const newest = points.at(-1);
    element("pitch-value").textContent = newest ? `${language.number(newest.pitchDegrees, 1)}°` : "–";
    canvas.setAttribute("aria-label", newest ? description(points, language) : language.text("pitch.empty"));
  };

  // Time moves the picture even when nothing arrives; once it is empty, it may rest.
  const animate = (nowMs) => {
    requestAnimationFrame(animate);
    const redrawMs = reducedMotion.matches ? CALM_REDRAW_MS : SMOOTH_REDRAW_MS;
    if (chart.isEmpty || nowMs - drawnAtMs < redrawMs) return;
    draw();
    if (chart.isEmpty) showValue();
  };

  const showAll = () => {
    draw();
    showValue();
  };

  new ResizeObserver(draw).observe(canvas);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  stream.addEventListener("prediction", () => {
    showValue();
    if (chart.isEmpty) draw();
  });
  language.addEventListener("change", showAll);
  showAll();
  requestAnimationFrame(animate);
}

function labels(language) {
  return {
    pitch: language.text("pitch.axis"),
    time: language.text("pitch.timeAxis"),
    now: language.text("pitch.now"),
    empty: language.text("pitch.empty"),
  };
}

function description(points, language) {
  const degrees = points.map(({ pitchDegrees }) => pitchDegrees);
  return language.text("pitch.description", {
    current: language.number(degrees.at(-1), 1),
    lowest: language.number(Math.min(...degrees), 1),
    highest: language.number(Math.max(...degrees), 1),
  });
}
