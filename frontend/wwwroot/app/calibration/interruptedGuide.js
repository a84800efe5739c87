import { recall, remember } from "../storage/remembered.js";

const STORAGE_KEY = "posture.guide";
// Of this tab only: it survives a reload, and two tabs do not take each other's place.
const storage = () => sessionStorage;

/** A guided calibration that was under way when the page was closed or loaded again: `{user, todo, posture, seconds}`. */
export const interruptedGuide = {
  read: () => recall(STORAGE_KEY, storage),
  keep: (place) => remember(STORAGE_KEY, place, storage),
  forget: () => remember(STORAGE_KEY, undefined, storage),
};
