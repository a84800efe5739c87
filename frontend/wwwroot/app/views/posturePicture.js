const SVG = "http://www.w3.org/2000/svg";

/** A drawing of `posture`. Its name stands beside it wherever it is used, so it says nothing to a screen reader. */
export function posturePicture(posture) {
  const picture = document.createElementNS(SVG, "svg");
  const drawing = document.createElementNS(SVG, "use");
  drawing.setAttribute("href", `/pictures/postures.svg#posture-${posture}`);
  picture.setAttribute("class", "posture-picture");
  picture.setAttribute("aria-hidden", "true");
  picture.append(drawing);
  return picture;
}

/** Shows the drawing of `posture` in `frame`, or nothing for null. A drawing that is there already stays. */
export function showPosturePicture(frame, posture) {
  if (frame.dataset.posture === String(posture ?? "")) return;
  frame.dataset.posture = posture ?? "";
  frame.replaceChildren(...(posture === null ? [] : [posturePicture(posture)]));
}
