// Confidence of cat over the epochs: without the reader's drawings, and with them.
import { crisp } from "../../lib/canvas.js";
import { line, named } from "../../lib/pen.js";

const EDGE = { left: 44, right: 84, top: 16, foot: 26 };

export function createPath(canvas, colours, epochs) {
  const font = getComputedStyle(canvas).fontFamily;
  let shown = null;
  const surface = crisp(canvas, (context, width, height) => {
    if (!shown) return;
    const { before, after, epoch } = shown;
    const [right, foot] = [width - EDGE.right, height - EDGE.foot];
    const x = (k) => EDGE.left + k / epochs * (right - EDGE.left);
    const y = (v) => foot - v * (foot - EDGE.top);
    context.font = `13px ${font}`;
    Object.assign(context, { strokeStyle: colours.of("line"), fillStyle: colours.of("quiet"), lineWidth: 1 });
    Object.assign(context, { textAlign: "right", textBaseline: "middle" });
    for (const [share, says] of [[0, "dog"], [0.5, "½"], [1, "cat"]]) {
      line(context, [[EDGE.left, y(share)], [right, y(share)]]);
      context.fillText(says, EDGE.left - 8, y(share));
    }
    Object.assign(context, { textAlign: "center", textBaseline: "top" });
    for (let k = 0; k <= epochs; k += 5) context.fillText(k, x(k), foot + 6);
    const path = (rows, role, wide) => {
      Object.assign(context, { strokeStyle: colours.of(role), lineWidth: wide, lineJoin: "round" });
      line(context, rows.map(([cat], k) => [x(k), y(cat)]));
    };
    path(before, after ? "quiet" : "amount", after ? 1.5 : 2.5);
    if (after) path(after, "amount", 2.5);
    if (after) {
      named(context, colours, right + 12, { says: "with yours", y: y(after[epochs][0]), role: "amount" },
        { says: "without", y: y(before[epochs][0]), role: "quiet" });
    }
    context.strokeStyle = context.fillStyle = colours.of("selection");
    context.lineWidth = 1.5;
    line(context, [[x(epoch), EDGE.top], [x(epoch), foot]]);
    context.beginPath();
    context.arc(x(epoch), y((after ?? before)[epoch][0]), 6, 0, 2 * Math.PI);
    context.fill();
  });
  return {
    show(before, after, epoch) {
      shown = { before, after, epoch };
      surface.paint();
    },
    paint: surface.paint,
    stop: surface.stop,
  };
}
