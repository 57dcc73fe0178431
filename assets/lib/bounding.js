// The losses of this tab's plane, as far as they are here. They outlive a change of page, so that
// coming back shows them at once.
import { floats } from "./racing.js";

const ROW = 5; // numbers of one measure

export const bounding = {
  token: null, // of the studio whose plane it is
  run: 0, // the number of its start
  last: 0, // up to this batch it is here
  rows: [], // {batch, own: [loss, unseen], beside: [loss, unseen]}
  of(token) {
    if (token !== bounding.token) Object.assign(bounding, { token, run: 0, last: 0, rows: [] });
  },
  // Takes a frame's part of the losses. Returns whether it joined on: else there is a gap before it.
  add({ run, since, until, measured }) {
    if (since && (run !== bounding.run || since > bounding.last)) return false;
    bounding.rows = bounding.rows.filter(({ batch }) => since && batch <= since);
    const numbers = floats(measured);
    for (let at = 0; at < numbers.length; at += ROW) {
      const [batch, loss, unseen, other, otherUnseen] = numbers.slice(at, at + ROW);
      bounding.rows.push({ batch, own: [loss, unseen], beside: [other, otherUnseen] });
    }
    Object.assign(bounding, { run, last: until });
    return true;
  },
};
