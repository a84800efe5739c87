/** From local midnight to `now`. */
export function today(now) {
  return { from: new Date(now.getFullYear(), now.getMonth(), now.getDate()), to: now };
}
