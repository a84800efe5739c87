/** An ApiError in the wearer's language, as far as its cause is known. */
export function problemText({ status, message }, language) {
  return status === 0 ? language.text("api.unreachable") : language.text("api.failed", { detail: message });
}
