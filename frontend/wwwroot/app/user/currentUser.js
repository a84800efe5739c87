/**
 * The wearer as the connection knows them. `id` is the named user while connected, else null; `standing` is present,
 * anonymous, returning (the connection is being made) or absent. Raises `change`.
 */
export class CurrentUser extends EventTarget {
  id = null;
  standing = "absent";

  constructor(connection) {
    super();
    connection.addEventListener("state", () => this.#follow(connection.state));
  }

  #follow({ name, userId }) {
    const standing = name === "connected" ? (userId ? "present" : "anonymous") : isOnItsWay(name) ? "returning" : "absent";
    const id = standing === "present" ? userId : null;
    if (standing === this.standing && id === this.id) return;
    this.standing = standing;
    this.id = id;
    this.dispatchEvent(new Event("change"));
  }
}

function isOnItsWay(name) {
  return name === "connecting" || name === "reconnecting";
}
