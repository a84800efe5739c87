/** A request that the server refused, or that did not reach it: `status` is then 0. `field` names what is to blame. */
export class ApiError extends Error {
  constructor(status, detail, field = null) {
    super(detail);
    this.name = "ApiError";
    this.status = status;
    this.field = field;
  }

  /** The server keeps these pages to its operator. */
  get isOperatorOnly() {
    return this.status === 401;
  }
}
