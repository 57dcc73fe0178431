// The curves of a race: thin the loss of every batch, thick what was measured on the same digits.
import { crisp } from "../../lib/canvas.js";
import { lossAxis } from "../../lib/log_axis.js";
import { apart, cross, guessing, line, written } from "../../lib/pen.js";
import { rateColour } from "../../lib/ramp.js";

const EDGE = { left: 52, top: 12, foot: 40 };
const MANY = 300; // batches, beyond which the thin lines lie so dense that they are paler
const ENDS = [100, 200, 300, 500, 1000, 2000]; // batches where the axis may end

// show(what) draws {curves, runners, names, guess, log, step, hot}: hot is the place of the runner
// that stands out, or null. onPoint(place, batch) hears over which curve the pointer is, or null.
export function createCurves(canvas, colours, onPoint) {
  let shown = null, plot = null;
  const sheet = crisp(canvas, draw);
  const font = getComputedStyle(canvas).fontFamily;

  function draw(context, width, height) {
    if (!shown) return;
    const { curves, runners, names, guess, log, step } = shown;
    context.font = `13px ${font}`;
    const room = 26 + Math.max(...names.map((name) => context.measureText(name).width));
    const right = width - room, foot = height - EDGE.foot;
    const end = ENDS.find((batch) => batch >= step) ?? step;
    const x = (batch) => EDGE.left + batch / end * (right - EDGE.left);
    // Thin lines may leave the plane at its foot; one that diverges leaves at its top.
    const values = curves.flatMap(({ losses, measured }) => [
      ...measured.map(({ loss }) => loss), ...losses.slice(-1).filter((loss) => !Number.isFinite(loss)),
    ]);
    const { y, ticks, cut } = lossAxis(values, guess, { log, foot, top: EDGE.top });
    plot = { x, y, end, right, foot };
    axes(context, ticks, width, cut);
    const order = runners.map((_, k) => k).sort((a, b) => (a === shown.hot) - (b === shown.hot));
    for (const k of order) curve(context, k);
    guessing(context, colours, guess, y(guess), EDGE.left, right);
    start(context);
    labels(context);
  }
  function axes(context, ticks, width, cut) {
    const { x, y, end, right, foot } = plot;
    context.strokeStyle = colours.of("line");
    context.fillStyle = colours.of("quiet");
    context.lineWidth = 1;
    Object.assign(context, { textAlign: "right", textBaseline: "middle" });
    for (const { value, text } of ticks) {
      line(context, [[EDGE.left, y(value)], [right, y(value)]]);
      context.fillText(text, EDGE.left - 8, y(value));
    }
    Object.assign(context, { textAlign: "center", textBaseline: "top" });
    for (let batch = 0; batch <= end; batch += end / (width < 480 ? 2 : 5)) {
      context.fillText(batch.toLocaleString("en"), x(batch), foot + 6);
    }
    context.fillText("batch", (EDGE.left + right) / 2, foot + 22);
    if (cut) context.fillText("beyond ↑", (EDGE.left + right) / 2, EDGE.top + 6);
  }
  function curve(context, k) {
    const { x, y } = plot, { losses, measured } = shown.curves[k], { rate, fate } = shown.runners[k];
    const colour = rateColour(colours, rate), left = fate === "diverged", here = shown.hot === k;
    const known = left ? measured.at(-1)?.batch ?? 0 : Infinity; // then only the batches tell how it went on
    context.save();
    context.strokeStyle = colour;
    context.lineJoin = "round";
    const aside = shown.hot !== null && !here;
    context.globalAlpha = aside ? 0.08 : shown.step > MANY ? 0.14 : 0.3;
    context.lineWidth = 1;
    line(context, losses.map((loss, at) => [x(at + 1), y(loss)]));
    context.globalAlpha = aside ? 0.35 : 1;
    context.lineWidth = here ? 4 : 2.5;
    line(context, [
      ...measured.map(({ batch, loss }) => [x(batch), y(loss)]),
      ...losses.map((loss, at) => [x(at + 1), y(loss), at + 1]).filter(([, , batch]) => batch > known),
    ]);
    if (left) cross(context, x(losses.length), y(losses.at(-1)), colour);
    context.restore();
  }
  function start(context) { // the same for all
    const first = shown.curves[0]?.measured[0];
    if (!first) return;
    context.beginPath();
    context.arc(plot.x(0), plot.y(first.loss), 5, 0, 2 * Math.PI);
    context.fillStyle = colours.of("zero");
    context.strokeStyle = colours.of("amount");
    context.lineWidth = 2;
    context.fill();
    context.stroke();
  }
  function labels(context) {
    const { x, y, right, foot } = plot;
    const ends = shown.runners.map(({ rate, fate }, k) => {
      const { losses, measured } = shown.curves[k], last = measured.at(-1);
      const at = fate === "diverged" ? [x(losses.length), y(Infinity)] : [x(last?.batch ?? 0), y(last?.loss ?? 0)];
      return { k, at, place: at[1], colour: rateColour(colours, rate) };
    }).sort((a, b) => a.at[1] - b.at[1] || a.k - b.k);
    apart(ends, EDGE.top, foot);
    Object.assign(context, { textAlign: "left", textBaseline: "middle" });
    for (const { k, at, place, colour } of ends) {
      context.save();
      context.globalAlpha = 0.6;
      context.strokeStyle = colour;
      context.lineWidth = 1;
      context.setLineDash([2, 3]);
      if (shown.runners[k].fate !== "diverged") line(context, [at, [right + 2, place]]);
      context.restore();
      context.font = `${shown.hot === k ? "700" : "400"} 13px ${font}`;
      written(context, colours, shown.names[k], right + 8, place, colour);
    }
  }
  canvas.onpointermove = ({ offsetX, offsetY }) => {
    if (!plot || !shown) return;
    const batch = Math.round((offsetX - EDGE.left) / (plot.right - EDGE.left) * plot.end);
    const near = shown.curves.map(({ measured }, k) => {
      const one = measured.findLast((each) => each.batch <= batch);
      return { k, one, far: one ? Math.abs(plot.y(one.loss) - offsetY) : Infinity };
    }).sort((a, b) => a.far - b.far)[0];
    onPoint(near?.far < 40 && batch >= 0 ? near : null);
  };
  canvas.onpointerleave = () => onPoint(null);
  return {
    show(what) { shown = what; sheet.paint(); },
    stop() { sheet.stop(); },
  };
}
