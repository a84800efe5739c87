// Going away, lost, internal error, service restart, try again later: the next attempt may succeed.
const RETRYABLE = new Set([1001, 1006, 1011, 1012, 1013]);

// Codes the page can explain in words; the dictionary holds `close.<code>` for each.
const EXPLAINED = new Set([1000, 1001, 1003, 1006, 1007, 1008, 1009, 1011, 1012, 1013, 4401, 4408, 4409, 4410]);

/** Whether a socket closed with `code` (RFC 6455 section 7.4) should be opened again. */
export function shouldReconnect(code) {
  return RETRYABLE.has(code);
}

/** Dictionary key of the sentence that explains `code`. */
export function closeExplanationKey(code) {
  return EXPLAINED.has(code) ? `close.${code}` : "close.other";
}
