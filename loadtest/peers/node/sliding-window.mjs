const SPAN_MS = 10_000;
const MAX_FRAMES = 512;
const REORDER_TOLERANCE_MS = 2_000;

/**
 * The frames of the last 10 s of device time, at most 512, in the order of their own time. A frame more than 2 s older than
 * the newest one begins an empty window: the device's clock started again.
 */
export class SlidingWindow {
  /** Oldest first. */
  frames = [];

  /** @param {{timestampMs: number, pitchDegrees: number}} frame */
  add(frame) {
    const { frames } = this;
    const newestMs = frames.at(-1)?.timestampMs ?? -Infinity;
    if (frame.timestampMs < newestMs - REORDER_TOLERANCE_MS) frames.length = 0;
    if (frames.length === MAX_FRAMES && frame.timestampMs < frames[0].timestampMs) return;

    let index = frames.length;
    while (index > 0 && frames[index - 1].timestampMs > frame.timestampMs) index--;
    if (index === frames.length) frames.push(frame);
    else frames.splice(index, 0, frame);

    const limitMs = frames.at(-1).timestampMs - SPAN_MS;
    while (frames[0].timestampMs <= limitMs || frames.length > MAX_FRAMES) frames.shift();
  }
}
