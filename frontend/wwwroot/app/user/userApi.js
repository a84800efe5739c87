import { tokenHeaders } from "../access/accessToken.js";
import { ApiError } from "./apiFault.js";

const LIMIT_MS = 10_000;

/** The calls of /api/users/{user} that the page makes. Each rejects with an ApiError, or an abort of `signal`. */
export const userApi = {
  calibration: (user, signal) => ask(user, "GET", "calibration", undefined, signal),
  capture: (user, posture, seconds) => ask(user, "POST", `calibration/${posture}`, { seconds }),
  cancelCapture: (user) => ask(user, "DELETE", "calibration/capture"),
  forget: (user, posture) => ask(user, "DELETE", posture === undefined ? "calibration" : `calibration/${posture}`),

  alerts: (user, signal) => ask(user, "GET", "alerts", undefined, signal),
  configureAlerts: (user, settings) => ask(user, "PUT", "alerts", settings),
  resetAlerts: (user) => ask(user, "DELETE", "alerts"),
  snooze: (user, minutes) => ask(user, "POST", "alerts/snooze", { minutes }),
  endSnooze: (user) => ask(user, "DELETE", "alerts/snooze"),

  postureTimes: (user, from, to, signal) =>
    ask(user, "GET", `postures?${new URLSearchParams({ from: from.toISOString(), to: to.toISOString() })}`, undefined, signal),
};

async function ask(user, method, path, body, signal) {
  const response = await reach(`/api/users/${encodeURIComponent(user)}/${path}`, {
    method,
    signal: AbortSignal.any([AbortSignal.timeout(LIMIT_MS), ...(signal ? [signal] : [])]),
    headers: { ...tokenHeaders(), ...(body && { "Content-Type": "application/json" }) },
    body: body && JSON.stringify(body),
  }, signal);
  if (response.status === 204) return null;
  const answer = await jsonOf(response);
  if (!response.ok) throw new ApiError(response.status, answer?.detail ?? answer?.title ?? response.statusText, answer?.field);
  return answer;
}

async function reach(url, request, signal) {
  try {
    return await fetch(url, request);
  } catch (failure) {
    signal?.throwIfAborted();
    throw new ApiError(0, failure.message);
  }
}

// A proxy in between may answer with a page of its own.
async function jsonOf(response) {
  try {
    return await response.json();
  } catch (failure) {
    if (response.ok) throw new ApiError(0, failure.message);
    return null;
  }
}
