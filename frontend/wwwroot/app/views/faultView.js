import { MAX_IN_FLIGHT } from "../frames/frameStream.js";
import { element } from "./element.js";

export function showErrors(stream, connection, language) {
  const notice = element("server-error");
  const held = element("held");
  let latest = null;

  const show = () => {
    notice.hidden = latest === null;
    held.textContent = language.text("error.held", { limit: MAX_IN_FLIGHT });
    if (latest === null) return;
    element("server-error-code").textContent = latest.code ?? "";
    element("server-error-text").textContent = latest.text ?? language.text("error.unreadable");
  };

  stream.addEventListener("error", ({ detail }) => {
    // The same error ten times a second must not be announced ten times a second.
    if (latest?.code === detail.code && latest?.text === detail.text) return;
    latest = detail;
    show();
  });
  stream.addEventListener("held", () => (held.hidden = false));
  stream.addEventListener("sent", () => (held.hidden = true));
  connection.addEventListener("state", () => {
    held.hidden = true;
    if (connection.state.name === "connecting") latest = null;
    show();
  });
  language.addEventListener("change", show);
  show();
}
