const TAG = "posture-alert";
const VIBRATION_MS = [200, 100, 200];

/**
 * Tells of an alert outside the page: by vibration, and by a notification once the wearer allowed it.
 * `state` is unsupported, ask, denied or on; it raises `change`.
 */
export class AlertNotifier extends EventTarget {
  #isRefused = false;
  #shown = null;

  get state() {
    if (!("Notification" in globalThis) || this.#isRefused) return "unsupported";
    return { granted: "on", denied: "denied", default: "ask" }[Notification.permission];
  }

  /** Must run inside a tap or click: browsers refuse to ask at any other time. */
  async ask() {
    await Notification.requestPermission();
    this.dispatchEvent(new Event("change"));
  }

  tell(title, body) {
    navigator.vibrate?.(VIBRATION_MS);
    if (this.state !== "on") return;
    try {
      this.#shown = new Notification(title, { body, tag: TAG });
    } catch (refusal) {
      // Chrome on Android has the class, but lets only a service worker use it.
      console.info("Notifications cannot be shown here:", refusal);
      this.#isRefused = true;
      this.dispatchEvent(new Event("change"));
    }
  }

  takeBack() {
    this.#shown?.close();
    this.#shown = null;
  }
}
