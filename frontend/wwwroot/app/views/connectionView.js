import { closeExplanationKey } from "../connection/closePolicy.js";
import { isUserId } from "../connection/userId.js";
import { recall, remember } from "../storage/remembered.js";
import { element } from "./element.js";

const COUNTDOWN_TICK_MS = 250;
const USER_KEY = "posture.user";

export function showConnection(connection, language) {
  const connect = element("connect");
  const disconnect = element("disconnect");
  const userField = element("user-id");
  const userHint = element("user-id-hint");
  let countdown = 0;
  userField.value = recall(USER_KEY) ?? "";

  const show = () => {
    const { state } = connection;
    element("main").dataset.connected = state.name === "connected";
    element("connection-lamp").dataset.state = state.name;
    element("connection-state").textContent = language.text(`connection.${state.name}`);
    element("connection-detail").textContent = detail(state, language);
    connect.textContent =
      language.text(state.name === "reconnecting" ? "connection.reconnectNow" : "connection.connect");
    connect.disabled = state.name === "connecting" || state.name === "connected";
    disconnect.disabled = state.name === "idle" || state.name === "closed";
    userField.disabled = !disconnect.disabled;
    showHint();
  };

  const showHint = () => {
    const valid = userField.value === "" || isUserId(userField.value);
    userField.setAttribute("aria-invalid", !valid);
    userHint.textContent = language.text(valid ? "connection.userHint" : "connection.userInvalid");
    return valid;
  };

  const onState = () => {
    clearInterval(countdown);
    if (connection.state.name === "connected") {
      userField.value = connection.state.userId;
      remember(USER_KEY, connection.state.userId || undefined);
    }
    if (connection.state.name === "reconnecting") countdown = setInterval(show, COUNTDOWN_TICK_MS);
    show();
  };

  element("connection-form").addEventListener("submit", (event) => {
    event.preventDefault();
    if (connection.state.name === "reconnecting") connection.reconnectNow();
    else if (showHint()) connection.open(userField.value);
    else userField.focus();
  });
  userField.addEventListener("input", showHint);
  disconnect.addEventListener("click", () => connection.close());
  addEventListener("online", () => connection.reconnectNow());
  connection.addEventListener("state", onState);
  language.addEventListener("change", show);
  show();
}

// The countdown is no part of the live region: a screen reader would read out every second.
function detail(state, language) {
  switch (state.name) {
    case "connected":
      return state.userId
        ? language.text("connection.asUser", { user: state.userId })
        : language.text("connection.asAnonymous");
    case "reconnecting": {
      const seconds = Math.max(0, Math.ceil((state.retryAtMs - performance.now()) / 1000));
      return `${closing(state, language)} ${language.text("connection.retryIn", { seconds })}`;
    }
    case "closed":
      return closing(state, language);
    default:
      return "";
  }
}

function closing({ code, reason, byWearer }, language) {
  const sentences = [language.text(closeExplanationKey(code))];
  if (!byWearer) sentences.push(`(${language.text("connection.code", { code })})`);
  if (reason) sentences.push(language.text("connection.reason", { reason }));
  return sentences.join(" ");
}
