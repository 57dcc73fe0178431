// The loss along the next step: where it starts, the tangent there, and where the step lands.
import { crisp } from "../../lib/canvas.js";
import { fine, four, rateText } from "../../lib/numbers.js";

const EDGE = { left: 72, right: 24, top: 28, foot: 40 };
const LEAST = 1e-5, POWERS = 7; // where the knob begins, and how many powers of ten it has
const PARTS = { 1: 5, 2: 4, 3: 3, 4: 4, 6: 6 }; // of an axis that ends so, times a power of ten
const FINE = 1e-3; // a loss below this is written with a power of ten
const HIGH = 1.5; // how far above the start a landing is still shown, in depths of the valley

// Returns {show, paint, stop}: show(answer, log) draws what the server says of the next step.
export function createChart(canvas, colours) {
  const { fontFamily } = getComputedStyle(canvas);
  let shown = null, log = false, reach = 0; // where the axis ends, as a rate
  const surface = crisp(canvas, (context, width, height) => {
    if (!shown || shown.loss === null) return;
    const plot = { left: EDGE.left, right: width - EDGE.right, top: EDGE.top, foot: height - EDGE.foot };
    const [low, high] = heights(shown);
    const y = (loss) => plot.foot - (loss - low) / (high - low) * (plot.foot - plot.top);
    const along = (rate) => (log ? Math.max(0, Math.log10(rate / LEAST) / POWERS) : rate / reach);
    const x = (rate) => plot.left + along(rate) * (plot.right - plot.left);
    context.font = `13px ${fontFamily}`;
    axes(context, plot, x, y);
    curves(context, plot, x, y, high);
    places(context, plot, x, y);
  });

  const written = (loss) => (loss === null ? "not finite" : shown.loss < FINE ? fine(loss) : four(loss));
  function pen(context, role, width) {
    context.strokeStyle = context.fillStyle = colours.of(role);
    context.lineWidth = width;
  }
  function line(context, points) {
    context.beginPath();
    points.forEach(([px, py], k) => (k ? context.lineTo(px, py) : context.moveTo(px, py)));
    context.stroke();
  }
  function dot(context, [px, py], role, hollow) {
    context.beginPath();
    context.arc(px, py, 6, 0, 2 * Math.PI);
    context.fillStyle = colours.of(hollow ? "zero" : role);
    context.fill();
    pen(context, hollow ? role : "zero", 2);
    context.stroke();
  }
  function text(context, says, px, py, role, align = "left") {
    Object.assign(context, { textAlign: align, lineWidth: 4, lineJoin: "round" });
    context.strokeStyle = colours.of("zero");
    context.strokeText(says, px, py);
    context.fillStyle = colours.of(role);
    context.fillText(says, px, py);
  }

  function axes(context, { left, right, top, foot }, x, y) {
    pen(context, "line", 1);
    line(context, [[left, top], [left, foot], [right, foot]]);
    const powers = [-5, -4, -3, -2, -1, 0, 1, 2].filter((p) => right - left > 480 || p % 2);
    const parts = PARTS[reach.toExponential()[0]];
    const rates = log ? powers.map((p) => 10 ** p)
      : Array.from({ length: parts + 1 }, (_, k) => k * reach / parts);
    for (const rate of rates) {
      const says = rate ? rateText(Number(rate.toPrecision(3))) : "0";
      text(context, says, x(rate), foot + 17, "quiet", rate === rates.at(-1) ? "right" : "center");
    }
    text(context, "learning rate →", right, foot + 34, "quiet", "right");
    const now = y(shown.loss), lowest = y(shown.lowest[1]);
    text(context, written(shown.loss), left - 10, now + 4, "loss", "right");
    if (Math.abs(now - lowest) > 16) {
      text(context, written(shown.lowest[1]), left - 10, lowest + 4, "loss", "right");
    }
    text(context, "L", left - 10, top, "loss", "right");
  }
  function curves(context, { left, right, top, foot }, x, y, high) {
    const { rates, losses, slope, loss } = shown;
    context.save();
    context.beginPath();
    context.rect(left, top, right - left, foot - top);
    context.clip();
    pen(context, "quiet", 1.5);
    const finely = Array.from({ length: 101 }, (_, k) => (log ? LEAST * 10 ** (POWERS * k / 100) : reach * k / 100));
    line(context, finely.map((rate) => [x(rate), y(loss + slope * rate)]));
    pen(context, "loss", 2.5);
    const above = 2 * high - loss; // out of sight
    line(context, rates.map((rate, k) => [x(rate), y(Math.min(losses[k] ?? above, above))]));
    context.restore();
  }
  function places(context, plot, x, y) {
    const { rate, lands, loss, lowest: [best, lowest] } = shown;
    const start = [plot.left, y(loss)], low = [x(best), y(lowest)];
    const right = Math.min(plot.right, x(rate)), up = Math.max(plot.top, lands === null ? plot.top : y(lands));
    pen(context, "selection", 2);
    arrow(context, start, [right, up]);
    if (low[0] <= plot.right) {
      dot(context, low, "amount", true);
      text(context, "lowest", low[0], low[1] + 22, "amount", "center");
    }
    dot(context, start, "loss", true);
    dot(context, [right, up], "selection", false);
    const beyond = x(rate) > plot.right + 1, above = lands === null || y(lands) < plot.top - 1;
    const says = `${above ? "↑ " : ""}rate ${rateText(rate)}: L = ${written(lands)}${beyond ? " →" : ""}`;
    // Where the curve and the arrow don't pass: above where the curve falls, below where it rises.
    const fits = right + 12 + context.measureText(says).width < plot.right + EDGE.right;
    const under = rate > best && (fits || up > start[1]);
    const [across, align] = fits ? [right + 12, "left"] : [right - 4, "right"];
    text(context, says, across, up + (!under ? -12 : fits ? 20 : 32), "selection", align);
  }
  return {
    paint: surface.paint,
    show(answer, onLog) {
      [shown, log, reach] = [answer, onLog, end(reach, answer)];
      surface.paint();
    },
    stop: surface.stop,
  };
}

// Where the axis ends: where it did as long as the valley is well seen, for a running training has
// another valley at each batch. The server places its points as far as twice its own reach.
export function end(before, { reach, lowest: [best] }) {
  return best < 0.75 * before && before <= 2 * reach ? before : reach;
}

// The lowest and the highest loss of the plot: the valley, and the landing if it is not far above.
function heights({ loss, lands, lowest: [, lowest] }) {
  const deep = loss - lowest, room = deep > Math.abs(loss) * 1e-6 ? deep : Math.abs(loss) / 2 || 1;
  const top = Math.min(lands ?? Infinity, loss + HIGH * room);
  return [Math.min(loss, lowest) - 0.25 * room, Math.max(loss, top) + 0.2 * room];
}

function arrow(context, [x0, y0], [x1, y1]) {
  const far = Math.hypot(x1 - x0, y1 - y0), angle = Math.atan2(y1 - y0, x1 - x0);
  context.beginPath();
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
  context.stroke();
  if (far < 24) return; // the dot alone tells it
  context.save();
  context.translate(x1 - 8 * Math.cos(angle), y1 - 8 * Math.sin(angle));
  context.rotate(angle);
  context.beginPath();
  context.moveTo(0, 0);
  context.lineTo(-10, -5);
  context.lineTo(-10, 5);
  context.fill();
  context.restore();
}
