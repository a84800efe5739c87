import { HISTORY_MS } from "../frames/frameStream.js";
import { pitchAxis } from "./axis.js";
import { splitAtGaps } from "./segments.js";

const MARGIN = { top: 30, right: 14, bottom: 24, left: 44 };
const MIN_TICK_GAP_PX = 44;

/** Draws relative pitch in degrees over the last 60 s onto a canvas, sharp at any pixel density. */
export class PitchChart {
  isEmpty = true;
  #canvas;
  #context;

  constructor(canvas) {
    this.#canvas = canvas;
    this.#context = canvas.getContext("2d");
  }

  /** `points` are oldest first, none older than 60 s before `nowMs`. */
  draw(points, nowMs, labels) {
    this.isEmpty = points.length === 0;
    const { width, height } = this.#fitToPixels();
    const degrees = points.map(({ pitchDegrees }) => pitchDegrees);
    const axis = this.isEmpty ? pitchAxis(0, 0) : pitchAxis(Math.min(...degrees), Math.max(...degrees));
    const plot = {
      left: MARGIN.left,
      right: width - MARGIN.right,
      top: MARGIN.top,
      bottom: height - MARGIN.bottom,
      x: (timeMs) => width - MARGIN.right - ((nowMs - timeMs) / HISTORY_MS) * (width - MARGIN.left - MARGIN.right),
      y: (value) => height - MARGIN.bottom
        - ((value - axis.min) / (axis.max - axis.min)) * (height - MARGIN.top - MARGIN.bottom),
    };
    const colors = this.#colors();
    this.#drawPitchGrid(plot, axis, labels, colors);
    this.#drawTimeGrid(plot, nowMs, labels, colors);
    for (const segment of splitAtGaps(points)) this.#drawSegment(plot, segment, colors);
    if (this.isEmpty) this.#drawEmpty(plot, labels, colors);
    else this.#drawNewest(plot, points.at(-1), colors);
  }

  #fitToPixels() {
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    const density = window.devicePixelRatio || 1;
    const [wide, high] = [Math.round(width * density), Math.round(height * density)];
    if (this.#canvas.width !== wide || this.#canvas.height !== high) {
      this.#canvas.width = wide;
      this.#canvas.height = high;
    }
    this.#context.setTransform(density, 0, 0, density, 0, 0);
    this.#context.clearRect(0, 0, width, height);
    return { width, height };
  }

  #colors() {
    const style = getComputedStyle(this.#canvas);
    this.#context.font = `12px ${style.fontFamily}`;
    const color = (name) => style.getPropertyValue(name).trim();
    return { grid: color("--line"), zero: color("--line-strong"), text: color("--ink-soft"), line: color("--accent") };
  }

  #drawPitchGrid(plot, axis, labels, colors) {
    const context = this.#context;
    context.textAlign = "right";
    context.textBaseline = "middle";
    context.lineWidth = 1;
    for (const tick of axis.ticks) {
      const y = Math.round(plot.y(tick)) + 0.5;
      context.strokeStyle = tick === 0 ? colors.zero : colors.grid;
      context.beginPath();
      context.moveTo(plot.left, y);
      context.lineTo(plot.right, y);
      context.stroke();
      context.fillStyle = colors.text;
      context.fillText(`${tick}°`.replace("-", "−"), plot.left - 8, y);
    }
    context.textAlign = "left";
    context.textBaseline = "top";
    context.fillText(labels.pitch, 0, 4);
  }

  #drawTimeGrid(plot, nowMs, labels, colors) {
    const context = this.#context;
    context.fillStyle = colors.text;
    context.strokeStyle = colors.grid;
    context.textBaseline = "bottom";
    const stepSeconds = (plot.right - plot.left) / 6 < MIN_TICK_GAP_PX ? 20 : 10;
    for (let seconds = -HISTORY_MS / 1000; seconds <= 0; seconds += stepSeconds) {
      const x = plot.x(nowMs + seconds * 1000);
      context.beginPath();
      context.moveTo(x, plot.bottom);
      context.lineTo(x, plot.bottom + 4);
      context.stroke();
      context.textAlign = seconds === 0 ? "right" : "center";
      context.fillText(seconds === 0 ? labels.now : `−${-seconds}`, x, plot.bottom + MARGIN.bottom);
    }
    context.textAlign = "right";
    context.textBaseline = "top";
    context.fillText(labels.time, plot.right, 4);
  }

  #drawSegment(plot, segment, colors) {
    const context = this.#context;
    context.strokeStyle = context.fillStyle = colors.line;
    context.lineWidth = 2;
    context.lineJoin = "round";
    context.beginPath();
    for (const { sentAtMs, pitchDegrees } of segment) context.lineTo(plot.x(sentAtMs), plot.y(pitchDegrees));
    context.stroke();
    // A line needs two points: a lone one would be invisible.
    if (segment.length === 1) this.#drawDot(plot, segment[0], 2);
  }

  #drawNewest(plot, point, colors) {
    this.#context.fillStyle = colors.line;
    this.#drawDot(plot, point, 4);
  }

  #drawDot(plot, { sentAtMs, pitchDegrees }, radius) {
    this.#context.beginPath();
    this.#context.arc(plot.x(sentAtMs), plot.y(pitchDegrees), radius, 0, 2 * Math.PI);
    this.#context.fill();
  }

  #drawEmpty(plot, labels, colors) {
    const context = this.#context;
    context.fillStyle = colors.text;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillText(labels.empty, (plot.left + plot.right) / 2, (plot.top + plot.bottom) / 2 - 12);
  }
}
