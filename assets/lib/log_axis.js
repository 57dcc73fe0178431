// An axis of losses, logarithmic or linear. What lies beyond it is drawn at its end.
const BEYOND = 100; // times the loss of guessing: no axis reaches farther up
const ROOM = { above: 1.15, below: 1.7 }; // times the largest, and the smallest
const FEW = 2.7; // powers of ten: with more of them only they are written

// Returns {y, ticks}: y(v) is where a loss is drawn between foot and top, in pixels; ticks are
// {value, text}. The axis holds all the `values` that are finite, and the loss of guessing.
export function lossAxis(values, guess, { log, foot, top }) {
  let low = guess, high = guess;
  for (const v of values) {
    if (!(v > 0 && v <= BEYOND * guess)) {
      if (v > 0) high = BEYOND * guess; // too large, or not finite
      continue;
    }
    if (v < low) low = v;
    if (v > high) high = v;
  }
  const from = log ? low / ROOM.below : 0, to = high * ROOM.above;
  const scale = log ? Math.log : (v) => v;
  const share = (v) => (scale(Math.max(from, Math.min(to, v))) - scale(from)) / (scale(to) - scale(from));
  const y = (v) => foot - (foot - top) * (Number.isNaN(v) ? 1 : share(v));
  return { y, ticks: log ? powers(from, to) : steps(to) };
}

function powers(from, to) {
  const found = [], few = Math.log10(to / from) < FEW;
  for (let power = Math.floor(Math.log10(from)); power <= Math.log10(to); power += 1) {
    for (const digit of few ? [1, 2, 5] : [1]) found.push(Number(`${digit}e${power}`));
  }
  return found.filter((v) => v >= from && v <= to).map(written);
}

function steps(to) {
  const power = 10 ** Math.floor(Math.log10(to / 4)), by = [1, 2, 5, 10].find((k) => to / (k * power) <= 5) * power;
  return Array.from({ length: Math.floor(to / by) + 1 }, (_, k) => Number((k * by).toPrecision(6))).map(written);
}

const written = (value) => ({ value, text: value < 0.001 && value ? value.toExponential().replace("e-0", "e-") : String(value) });
