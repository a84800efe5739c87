import { tokenHeaders } from "./accessToken.js";

const REFUSED = new Set([401, 403]);

/**
 * Why the server lets nobody with this token open the socket at `url`, in its words, or null when it would or cannot say.
 * A browser does not tell a page the status that a handshake was refused with; a plain request gets the same one.
 */
export async function socketRefusal(url) {
  try {
    const response = await fetch(url.replace(/^ws/, "http"), { headers: tokenHeaders() });
    if (!REFUSED.has(response.status)) return null;
    return (await response.json()).detail ?? response.statusText;
  } catch (failure) {
    console.info("The server does not say why there is no socket:", failure);
    return null;
  }
}
