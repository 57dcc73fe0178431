// Loss and accuracy over the epochs until now: of the pictures that are learnt from, and of unseen ones.
import { crisp } from "../../lib/canvas.js";
import { line, named } from "../../lib/pen.js";

const EDGE = { left: 52, right: 72, foot: 24 };
const GAP = 56; // px between the two, for their names and those of the lines

// `measured` has for each epoch: loss, unseen loss, accuracy, unseen accuracy.
export function createCurve(canvas, colours, { measured, epochs }) {
  const font = getComputedStyle(canvas).fontFamily;
  const most = Math.max(...measured.flatMap(([loss, unseen]) => [loss, unseen]));
  let now = 0;
  const surface = crisp(canvas, (context, width, height) => {
    const right = width - EDGE.right, foot = height - EDGE.foot, middle = (foot + 36) / 2;
    const x = (epoch) => EDGE.left + epoch / epochs * (right - EDGE.left);
    context.font = `13px ${font}`;
    part(context, { top: 36, foot: middle - GAP / 2, name: "loss L", most, text: (v) => v.toFixed(1), columns: [0, 1], role: "loss" }, x, right);
    part(context, { top: middle + GAP / 2, foot, name: "read right", most: 1, text: (v) => `${100 * v} %`, columns: [2, 3], role: "amount" }, x, right);
    Object.assign(context, { fillStyle: colours.of("quiet"), textAlign: "center", textBaseline: "top" });
    for (let epoch = 0; epoch <= epochs; epoch += 10) context.fillText(epoch, x(epoch), foot + 6);
    Object.assign(context, { textAlign: "left" });
    context.fillText("epochs", right + 14, foot + 6);
  });
  function part(context, { top, foot, name, most: high, text, columns, role }, x, right) {
    const y = (v) => foot - v / high * (foot - top), whole = Math.floor(now);
    Object.assign(context, { strokeStyle: colours.of("line"), fillStyle: colours.of("quiet"), lineWidth: 1 });
    Object.assign(context, { textAlign: "right", textBaseline: "middle" });
    for (const tick of [0, 0.5, 1].filter((one) => one <= high)) {
      line(context, [[EDGE.left, y(tick)], [right, y(tick)]]);
      context.fillText(text(tick), EDGE.left - 6, y(tick));
    }
    Object.assign(context, { textAlign: "left", textBaseline: "bottom" });
    context.fillText(name, EDGE.left, top - 18);
    columns.forEach((column, k) => {
      Object.assign(context, { strokeStyle: colours.of(role), fillStyle: colours.of(role), lineWidth: 2.5 });
      context.setLineDash(k ? [6, 5] : []);
      line(context, measured.slice(0, whole + 1).map((row, epoch) => [x(epoch), y(row[column])]));
    });
    context.setLineDash([]);
    const [mine, unseen] = columns.map((column) => y(measured[whole][column]));
    named(context, colours, x(whole) + 8, { says: "training", y: mine, role }, { says: "unseen", y: unseen, role });
  }
  return {
    show(epoch) {
      now = epoch;
      surface.paint();
    },
    paint: surface.paint,
    stop: surface.stop,
  };
}
