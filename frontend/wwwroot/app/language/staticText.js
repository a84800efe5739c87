/** Fills every element that carries `data-text` or `data-label` (its accessible name) from the dictionary. */
export function showStaticText(language, root = document) {
  root.documentElement.lang = language.code;
  for (const element of root.querySelectorAll("[data-text]")) {
    element.textContent = language.text(element.dataset.text, element.dataset);
  }
  for (const element of root.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", language.text(element.dataset.label));
  }
}
