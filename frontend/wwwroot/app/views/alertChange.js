import { problemText } from "../user/problemText.js";
import { userApi } from "../user/userApi.js";
import { element } from "./element.js";

/**
 * Makes the function through which the page changes alerts: it runs a call of the server, shows what the server made of
 * it, and tells whether it was taken.
 */
export function alertChange(alerts, language) {
  const notice = element("alert-problem");
  return async (call) => {
    notice.hidden = true;
    try {
      alerts.take(await call(userApi));
      return true;
    } catch (failure) {
      if (failure.name !== "ApiError") throw failure;
      notice.textContent = problemText(failure, language);
      notice.hidden = false;
      return false;
    }
  };
}
