import { alertTexts } from "../alerts/alertTexts.js";
import { calibrationTexts } from "../calibration/calibrationTexts.js";
import { todayTexts } from "../today/todayTexts.js";
import { pageTexts } from "./pageTexts.js";

const PARTS = [pageTexts, calibrationTexts, alertTexts, todayTexts];

/** Every string of the page. Both languages hold the same keys with the same {placeholders}. */
export const dictionary = {
  ko: Object.assign({}, ...PARTS.map(({ ko }) => ko)),
  en: Object.assign({}, ...PARTS.map(({ en }) => en)),
};
