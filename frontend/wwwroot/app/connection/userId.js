// "." and ".." vanish from the paths of the API.
const USER_ID = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,64}$/;

/** Whether the server would take `text` as a user id; the empty text means an anonymous connection. */
export function isUserId(text) {
  return USER_ID.test(text);
}

/** Socket address on the host that served the page, for `userId` or, when empty, for an anonymous wearer. */
export function socketUrl(pageUrl, userId) {
  const url = new URL("/ws", pageUrl);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  if (userId) url.searchParams.set("user", userId);
  return url.href;
}
