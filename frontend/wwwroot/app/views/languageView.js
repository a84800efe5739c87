import { showStaticText } from "../language/staticText.js";

export function showLanguageChoice(language) {
  const buttons = [...document.querySelectorAll("button[data-language]")];
  for (const button of buttons) button.addEventListener("click", () => language.choose(button.dataset.language));

  const show = () => {
    showStaticText(language);
    for (const button of buttons) button.setAttribute("aria-pressed", button.dataset.language === language.code);
  };
  language.addEventListener("change", show);
  show();
}
