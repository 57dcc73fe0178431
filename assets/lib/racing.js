// The race of this tab, as far as it is here: of each runner the loss of every batch, and what was
// measured of it. It outlives a change of page, so that coming back shows it at once.
export const racing = {
  token: null, // of the studio whose race it is
  run: 0, // the number of its start
  last: 0, // up to this batch it is here
  runners: [], // {losses: [...], measured: [{batch, loss, unseen, accuracy}, ...]}
  of(token) {
    if (token !== racing.token) Object.assign(racing, { token, run: 0, last: 0, runners: [] });
  },
  // Takes a frame's part of the curves. Returns whether it joined on: else there is a gap before it.
  add({ run, since, until, runners }) {
    if (since && (run !== racing.run || since > racing.last)) return false;
    if (!since) racing.runners = runners.map(() => ({ losses: [], measured: [] }));
    runners.forEach(({ points, measured }, k) => {
      const here = racing.runners[k];
      here.losses.splice(since);
      here.losses.push(...floats(points));
      here.measured = here.measured.filter(({ batch }) => batch <= since && since);
      const numbers = floats(measured);
      for (let at = 0; at < numbers.length; at += 4) {
        const [batch, loss, unseen, accuracy] = numbers.slice(at, at + 4);
        here.measured.push({ batch, loss, unseen, accuracy });
      }
    });
    Object.assign(racing, { run, last: until });
    return true;
  },
};

// Numbers as they are sent: float32 in base64.
export function floats(text) {
  const view = new DataView(Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer);
  return Array.from({ length: view.byteLength / 4 }, (_, k) => view.getFloat32(4 * k, true));
}
