// An axis of losses, logarithmic or linear. What lies beyond it is drawn at its end.
import { rateText } from "./numbers.js";

const BEYOND = { log: 100, linear: 2 }; // times as high as guessing, or as the first: no farther up
const ROOM = { above: 1.15, below: 1.7 }; // times the largest, and the smallest
const FEW = 2.7; // powers of ten: with more of them only they are written

// Returns {y, ticks, cut}: y(v) is where a loss is drawn between foot and top, in pixels; ticks are
// {value, text}; `cut` says whether some of the `values` lie beyond it.
export function lossAxis(values, guess, { log, foot, top }) {
  const most = BEYOND[log ? "log" : "linear"] * Math.max(guess, values[0] || 0);
  const inside = values.filter((v) => v > 0 && v <= most);
  const cut = values.some((v) => !(v <= most)); // too large, or not finite
  const low = Math.min(guess, ...inside), high = cut ? most : Math.max(guess, ...inside);
  const from = log ? low / ROOM.below : 0, to = high * ROOM.above;
  const scale = log ? Math.log : (v) => v;
  const share = (v) => (scale(Math.max(from, v)) - scale(from)) / (scale(to) - scale(from));
  const y = (v) => foot - (foot - top) * (v < to ? share(v) : 1); // nan is as bad as infinite
  return { y, ticks: log ? powers(from, to) : steps(to), cut };
}

function powers(from, to) {
  const found = [], few = Math.log10(to / from) < FEW;
  for (let power = Math.floor(Math.log10(from)); power <= Math.log10(to); power += 1) {
    for (const digit of few ? [1, 2, 5] : [1]) found.push(Number(`${digit}e${power}`));
  }
  return found.filter((v) => v >= from && v <= to).map(written);
}

function steps(to) {
  const power = 10 ** Math.floor(Math.log10(to / 4));
  const by = [1, 2, 5, 10].find((k) => to / (k * power) <= 5) * power;
  return Array.from({ length: Math.floor(to / by) + 1 }, (_, k) => written(Number((k * by).toPrecision(6))));
}

const written = (value) => ({ value, text: value ? rateText(value) : "0" });
