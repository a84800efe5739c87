import { element } from "./element.js";

/** Asks before something that cannot be undone; resolves to whether the wearer wants it. */
export function confirmed(question, action) {
  const dialog = element("confirmation");
  element("confirmation-question").textContent = question;
  element("confirmation-action").textContent = action;
  dialog.returnValue = "keep";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "do"), { once: true });
  });
}
