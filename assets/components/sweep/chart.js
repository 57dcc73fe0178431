// How twenty rates ended: the loss of each, and below it how many unseen digits it reads right.
import { crisp } from "../../lib/canvas.js";
import { lossAxis } from "../../lib/log_axis.js";
import { rateText } from "../../lib/numbers.js";
import { cross, guessing, line, written } from "../../lib/pen.js";
import { rateColour } from "../../lib/ramp.js";

const EDGE = { left: 64, right: 8, top: 26, foot: 34 };
const INSIDE = 16; // pixels from the axis to the first rate
const SHARES = 64; // pixels high are the bars of accuracy
const NARROW = 400; // pixels: there is no room for every power of ten
const [LEAST, MOST] = [-5, 2]; // powers of ten

// show({found, guess, marks, here}) draws {rate, loss, accuracy} of each in `found`; `marks` are
// {valley, cliff, slow}, places or null. sized(left, width) hears where the plot begins.
export function createSweep(canvas, colours, sized) {
  let shown = null;
  const sheet = crisp(canvas, draw);
  const font = getComputedStyle(canvas).fontFamily;

  function draw(context, width, height) {
    const plot = { right: width - EDGE.right, foot: height - EDGE.foot, floor: height - EDGE.foot - SHARES - 22 };
    const first = EDGE.left + INSIDE, wide = plot.right - INSIDE - first;
    sized(first, wide);
    if (!shown) return;
    const x = (rate) => first + (Math.log10(rate) - LEAST) / (MOST - LEAST) * wide;
    const { y, ticks } = lossAxis(shown.found.map(({ loss }) => loss), shown.guess,
      { log: true, foot: plot.floor, top: EDGE.top });
    context.font = `13px ${font}`;
    axes(context, ticks, x, y, plot);
    bars(context, x, plot);
    marks(context, x, y, plot);
    points(context, x, y);
    guessing(context, colours, shown.guess, y(shown.guess), EDGE.left, plot.right);
  }
  function axes(context, ticks, x, y, { right, foot, floor }) {
    context.strokeStyle = colours.of("line");
    context.fillStyle = colours.of("quiet");
    context.lineWidth = 1;
    Object.assign(context, { textAlign: "right", textBaseline: "middle" });
    for (const { value, text } of ticks) {
      line(context, [[EDGE.left, y(value)], [right, y(value)]]);
      context.fillText(text, EDGE.left - 8, y(value));
    }
    for (const share of [0, 1]) {
      line(context, [[EDGE.left, foot - share * SHARES], [right, foot - share * SHARES]]);
      context.fillText(`${100 * share} %`, EDGE.left - 8, foot - share * SHARES);
    }
    Object.assign(context, { textAlign: "center", textBaseline: "top" });
    for (let power = LEAST; power <= MOST; power += right - EDGE.left < NARROW ? 2 : 1) {
      context.fillText(rateText(Number(`1e${power}`)), x(10 ** power), foot + 8);
    }
    Object.assign(context, { textAlign: "left", textBaseline: "bottom" });
    context.fillText("loss", EDGE.left, EDGE.top - 8);
    context.fillText("unseen digits read right", EDGE.left, foot - SHARES - 3);
  }
  function bars(context, x, { foot }) {
    const wide = 0.6 * (x(shown.rates[1]) - x(shown.rates[0]));
    for (const { rate, accuracy } of shown.found) {
      context.fillStyle = rateColour(colours, rate);
      context.fillRect(x(rate) - wide / 2, foot - accuracy * SHARES, wide, accuracy * SHARES);
    }
  }
  function marks(context, x, y, { floor }) {
    const { found, marks: { valley, cliff, slow }, here } = shown;
    if (here !== null) {
      context.strokeStyle = colours.of("selection");
      context.lineWidth = 1.5;
      line(context, [[x(shown.rates[here]), EDGE.top], [x(shown.rates[here]), floor]]);
    }
    Object.assign(context, { textAlign: "center", textBaseline: "middle" });
    context.font = `600 14px ${font}`;
    const name = (k, says, place) => {
      if (k !== null) written(context, colours, says, x(found[k].rate), y(found[k].loss) + place, colours.of("amount"));
    };
    name(valley, "valley", 18);
    context.textAlign = "left";
    name(cliff, "cliff", 18);
    if (slow !== null) name(0, "hardly moves", -18);
    context.font = `13px ${font}`;
  }
  function points(context, x, y) {
    context.strokeStyle = colours.of("quiet");
    context.lineWidth = 1;
    line(context, shown.found.map(({ rate, loss }) => [x(rate), y(loss)]));
    shown.found.forEach(({ rate, loss }, k) => {
      if (!Number.isFinite(loss)) return cross(context, x(rate), y(loss), rateColour(colours, rate));
      context.fillStyle = rateColour(colours, rate);
      context.beginPath();
      context.arc(x(rate), y(loss), k === shown.here ? 8 : 5, 0, 2 * Math.PI);
      context.fill();
    });
  }
  return {
    show(what) { shown = what; sheet.paint(); },
    stop() { sheet.stop(); },
  };
}
