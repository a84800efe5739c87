/**
 * What the browser kept under `key` in `storage`, or null. Storage is refused in some private modes; nothing is then
 * kept, and a choice lasts as long as the page.
 */
export function recall(key, storage = () => localStorage) {
  try {
    return JSON.parse(storage().getItem(key));
  } catch (refusal) {
    console.info(`Nothing is remembered of ${key}:`, refusal);
    return null;
  }
}

/** Keeps `value` under `key`; undefined forgets it. */
export function remember(key, value, storage = () => localStorage) {
  try {
    if (value === undefined) storage().removeItem(key);
    else storage().setItem(key, JSON.stringify(value));
  } catch (refusal) {
    console.info(`${key} cannot be remembered here:`, refusal);
  }
}
