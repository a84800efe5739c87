import { CAPTURE_MS } from "../sources/zeroCapture.js";
import { element } from "./element.js";

const COUNTDOWN_TICK_MS = 100;
const CAN_START = new Set(["off", "insecure", "missing", "denied"]);
const HAS_READINGS = new Set(["uncalibrated", "capturing", "moved", "ready"]);

export function showPhone(phone, language) {
  const start = element("phone-start");
  const zero = element("phone-zero");
  const progress = element("phone-progress");
  let countdown = 0;

  const show = () => {
    const remainingMs = phone.captureRemainingMs;
    element("phone-state").textContent =
      language.text(`phone.${phone.state}`, { seconds: Math.ceil(remainingMs / 1000) });
    progress.hidden = phone.state !== "capturing";
    progress.value = CAPTURE_MS - remainingMs;
    start.hidden = HAS_READINGS.has(phone.state);
    start.disabled = !CAN_START.has(phone.state);
    zero.hidden = !start.hidden;
    zero.disabled = phone.state === "capturing";
    zero.textContent = language.text(phone.state === "ready" ? "phone.zeroAgain" : "phone.zero");
  };

  phone.addEventListener("state", () => {
    clearInterval(countdown);
    if (phone.state === "capturing") countdown = setInterval(show, COUNTDOWN_TICK_MS);
    show();
  });
  start.addEventListener("click", () => phone.start());
  zero.addEventListener("click", () => phone.captureZero());
  language.addEventListener("change", show);
  show();
}
