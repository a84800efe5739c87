/** The element with `id`; a page without it is broken, so its absence is an error. */
export function element(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no element with the id "${id}".`);
  return found;
}
