// The past of this tab's training since it was started: its curve, points of batch, loss and learning
// rate; what was measured now and then; and what it made of the drawing. It outlives a change of page,
// so that coming back shows it at once.
const MOST = 4000; // points; beyond that they are thinned
const MEASURED = ["batch", "epoch", "loss", "accuracy", "unseenLoss", "unseenAccuracy", "dead", "saturated"];

export const curve = {
  token: null, // of the studio whose training it is
  run: 0, // the number of its start
  last: 0, // up to this batch it is here
  batch: [], loss: [], rate: [],
  measured: [], // {batch, epoch, loss, accuracy, unseenLoss, ...}
  seen: [], // {batch, outputs}
  of(token) {
    if (token === curve.token) return;
    begin(0);
    curve.token = token;
  },
  // Takes a frame's part of the curve. Returns whether it joined on: else there is a gap before it.
  add({ run, since, until, points, measured, seen }) {
    if (run !== curve.run) begin(run);
    if (since > curve.last) return false;
    for (const [batch, loss, rate] of rows(points, 3)) {
      if (batch <= curve.last) continue;
      curve.batch.push(batch);
      curve.loss.push(loss);
      curve.rate.push(Number(rate.toPrecision(6))); // 0.1, not 0.10000000149
    }
    for (const row of rows(measured, MEASURED.length)) {
      if (row[0] <= (curve.measured.at(-1)?.batch ?? -1)) continue;
      curve.measured.push(Object.fromEntries(MEASURED.map((name, k) => [name, row[k]])));
    }
    for (const [batch, ...outputs] of rows(seen, 11)) {
      if (batch > (curve.seen.at(-1)?.batch ?? -1)) curve.seen.push({ batch, outputs });
    }
    curve.last = Math.max(curve.last, until);
    if (curve.batch.length > MOST) keep(thinned(curve, MOST / 2));
    return true;
  },
};

function begin(run) {
  Object.assign(curve, { run, last: 0, batch: [], loss: [], rate: [], measured: [], seen: [] });
}

function rows(base64, wide) { // float32, in base64
  const view = new DataView(Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)).buffer);
  return Array.from({ length: view.byteLength / (4 * wide) }, (_, row) => (
    Array.from({ length: wide }, (_, k) => view.getFloat32(4 * (row * wide + k), true))));
}

function keep(places) {
  for (const name of ["batch", "loss", "rate"]) curve[name] = places.map((k) => curve[name][k]);
}

// Returns the places of at most so many points, evenly spread. Of each group of neighbours the
// lowest and the highest stay, so that no peak is lost. Groups keep their borders as the curve
// grows, else what is drawn would flicker.
export function thinned({ batch, loss }, most) {
  const end = batch.length - 1;
  if (end < most) return batch.map((_, k) => k);
  const span = batch[end] - batch[0], wide = 2 ** Math.ceil(Math.log2(2 * span / (most - 4)));
  const places = [0];
  for (let k = 0; k <= end;) {
    const border = (Math.floor(batch[k] / wide) + 1) * wide;
    let low = k, high = k;
    for (; k <= end && batch[k] < border; k += 1) {
      if (!Number.isFinite(loss[k])) continue; // only the very last can be so
      if (loss[k] < loss[low]) low = k;
      if (loss[k] > loss[high]) high = k;
    }
    places.push(Math.min(low, high), Math.max(low, high));
  }
  places.push(end);
  return places.filter((place, k) => place !== places[k - 1]);
}
