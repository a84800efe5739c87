import { recall, remember } from "../storage/remembered.js";

const STORAGE_KEY = "posture.token";
const session = () => sessionStorage;

// What a browser lets through as a subprotocol (RFC 9110 section 5.6.2) of what a token may be (RFC 6750 section 2.1).
const TOKEN = /^[A-Za-z0-9._~+-]{1,256}$/;

let token = recall(STORAGE_KEY, session) ?? "";

/** Whether `text` can be sent as a token. */
export function isToken(text) {
  return TOKEN.test(text);
}

/** The token that the page shows to the server, or "". It lasts as long as the tab. */
export function accessToken() {
  return token;
}

export function useToken(text) {
  token = text;
  remember(STORAGE_KEY, text || undefined, session);
}

/** How a socket carries it: a browser sets no header there. */
export function tokenSubprotocols() {
  return token ? [`bearer.${token}`] : [];
}

/** How a request carries it. */
export function tokenHeaders() {
  return token ? { Authorization: `Bearer ${token}` } : {};
}
