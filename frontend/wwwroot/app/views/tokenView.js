import { accessToken, isToken, useToken } from "../access/accessToken.js";
import { element } from "./element.js";

const TOKEN_REFUSED = 4401;

/** A field for the token, once the server has asked for one. What is typed counts from the next connection on. */
export function showToken(connection, readings, language) {
  const field = element("token");
  field.value = accessToken();

  const show = () => {
    const { state } = connection;
    const isAskedFor = state.code === TOKEN_REFUSED || readings.some(({ problem }) => problem?.isOperatorOnly);
    if (isAskedFor || accessToken()) element("token-part").hidden = false;
    field.disabled = state.name !== "idle" && state.name !== "closed";
    take();
  };

  const take = () => {
    const valid = field.value === "" || isToken(field.value);
    field.setAttribute("aria-invalid", !valid);
    element("token-hint").textContent = language.text(valid ? "token.hint" : "token.invalid");
    if (valid) useToken(field.value);
  };

  field.addEventListener("input", take);
  connection.addEventListener("state", show);
  language.addEventListener("change", show);
  for (const reading of readings) reading.addEventListener("change", show);
  show();
}
