// Both losses over the batches: solid what it learns from, dashed what is unseen; thinner those of the
// network beside it. A mark stands where the unseen loss was lowest.
import { crisp } from "../../lib/canvas.js";
import { lossAxis } from "../../lib/log_axis.js";
import { apart, cross, line, written } from "../../lib/pen.js";

const EDGE = { left: 46, top: 10, foot: 22 };
const ENDS = [20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000]; // of the axis
const DASHES = [7, 5];

// show({rows, step, beside, turn, log, diverged}): `beside` is the other network's name, or null.
export function createCurve(canvas, colours) {
  let shown = null;
  const sheet = crisp(canvas, draw), font = getComputedStyle(canvas).fontFamily;

  function draw(context, width, height) {
    if (!shown?.rows.length) return;
    const { rows, step, beside, turn, log, diverged } = shown;
    const lines = [
      { name: "training", at: ({ own }) => own[0], thick: 2.5, dashes: [] },
      { name: "unseen", at: ({ own }) => own[1], thick: 2.5, dashes: DASHES },
      ...(beside === null ? [] : [
        { name: `${beside}, training`, at: (row) => row.beside[0], thick: 1, dashes: [] },
        { name: `${beside}, unseen`, at: (row) => row.beside[1], thick: 1, dashes: DASHES },
      ]),
    ].map((one) => ({ ...one, values: rows.map((row) => [row.batch, one.at(row)]) }))
      .map((one) => ({ ...one, values: one.values.filter(([, loss]) => !Number.isNaN(loss)) }))
      .filter(({ values }) => values.length);
    if (!lines.length) return;
    context.font = `13px ${font}`;
    const room = 16 + Math.max(...lines.map(({ name }) => context.measureText(name).width));
    const right = width - room, foot = height - EDGE.foot;
    const end = ENDS.find((batch) => batch >= step) ?? step;
    const x = (batch) => EDGE.left + batch / end * (right - EDGE.left);
    const losses = lines.flatMap(({ values }) => values.map(([, loss]) => loss)), [first] = losses;
    const { y, ticks, cut } = lossAxis(diverged ? [...losses, Infinity] : losses, first, { log, foot, top: EDGE.top });
    axes(context, { x, y, ticks, end, right, foot, cut });
    if (turn) mark(context, x(turn.batch), y(turn.loss), foot);
    for (const { values, thick, dashes } of lines.toReversed()) {
      context.save();
      Object.assign(context, { strokeStyle: colours.of("loss"), lineWidth: thick, lineJoin: "round" });
      context.setLineDash(dashes);
      line(context, values.map(([batch, loss]) => [x(batch), y(loss)]));
      context.restore();
    }
    if (diverged) cross(context, x(step), y(Infinity), colours.of("loss"));
    labels(context, lines, x, y, right, foot);
  }
  function axes(context, { x, y, ticks, end, right, foot, cut }) {
    Object.assign(context, { strokeStyle: colours.of("line"), fillStyle: colours.of("quiet"), lineWidth: 1 });
    Object.assign(context, { textAlign: "right", textBaseline: "middle" });
    let above = Infinity;
    for (const { value, text } of ticks) {
      line(context, [[EDGE.left, y(value)], [right, y(value)]]);
      if (above - y(value) < 16) continue; // there is no room to write it
      above = y(value);
      context.fillText(text, EDGE.left - 8, above);
    }
    Object.assign(context, { textAlign: "center", textBaseline: "top" });
    const parts = right - EDGE.left < 360 ? 2 : 4;
    for (let k = 0; k <= parts; k += 1) {
      const says = Math.round(end * k / parts).toLocaleString("en");
      context.fillText(k === parts ? `batch ${says}` : says, x(end * k / parts), foot + 6);
    }
    if (cut) context.fillText("beyond ↑", (EDGE.left + right) / 2, EDGE.top);
  }
  function mark(context, x, y, foot) {
    Object.assign(context, { strokeStyle: colours.of("selection"), lineWidth: 1.5 });
    line(context, [[x, EDGE.top], [x, foot]]);
    context.beginPath();
    context.arc(x, y, 5, 0, 2 * Math.PI);
    context.fillStyle = colours.of("zero");
    Object.assign(context, { lineWidth: 2 });
    context.fill();
    context.stroke();
    Object.assign(context, { textAlign: "left", textBaseline: "top" });
    written(context, colours, "unseen turns", x + 6, EDGE.top - 2, colours.of("selection"));
  }
  function labels(context, lines, x, y, right, foot) {
    const ends = lines.map(({ name, values, thick }) => {
      const [batch, loss] = values.at(-1);
      return { name, thick, at: [x(batch), y(loss)], place: y(loss) };
    }).sort((a, b) => a.place - b.place);
    apart(ends, EDGE.top, foot);
    Object.assign(context, { textAlign: "left", textBaseline: "middle" });
    for (const { name, thick, at, place } of ends) {
      context.save();
      Object.assign(context, { strokeStyle: colours.of("line"), lineWidth: 1 });
      context.setLineDash([2, 3]);
      line(context, [at, [right + 4, place]]);
      context.restore();
      context.font = `${thick > 1 ? 600 : 400} 13px ${font}`;
      written(context, colours, name, right + 8, place, colours.of("loss"));
    }
  }
  return {
    show(what) { shown = what; sheet.paint(); },
    stop() { sheet.stop(); },
  };
}
