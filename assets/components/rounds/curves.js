// The loss over the epochs, of an update after each batch and of one update an epoch.
import { crisp } from "../../lib/canvas.js";
import { line, named } from "../../lib/pen.js";

const EDGE = { left: 44, right: 92, top: 24, foot: 26 };
const AHEAD = 0.35; // how much of a line is seen of what is still to come

export function createCurves(canvas, colours, { each, ways, epochs }) {
  const font = getComputedStyle(canvas).fontFamily;
  const most = Math.max(...[each, ...ways].flatMap(({ losses }) => losses));
  const top = Math.ceil(most * 5) / 5, { updates } = each;
  let once = null, taken = 0;
  const surface = crisp(canvas, (context, width, height) => {
    if (!once) return;
    const [right, foot] = [width - EDGE.right, height - EDGE.foot], now = taken / updates;
    const x = (epoch) => EDGE.left + epoch / epochs * (right - EDGE.left);
    const y = (loss) => foot - loss / top * (foot - EDGE.top);
    context.font = `13px ${font}`;
    axes(context, x, y, { right, foot });
    for (const ahead of [true, false]) { // what is behind the present stands out
      context.save();
      context.beginPath();
      context.rect(ahead ? x(now) : 0, 0, ahead ? width : x(now) + 0.5, height);
      context.clip();
      context.globalAlpha = ahead ? AHEAD : 1;
      curve(context, each.losses, x, y, "loss", 3, false);
      curve(context, once.losses, x, y, "amount", 1.5, true);
      context.restore();
    }
    context.strokeStyle = colours.of("selection");
    context.lineWidth = 2;
    line(context, [[x(now), EDGE.top - 8], [x(now), foot]]);
    context.font = `600 13px ${font}`;
    named(context, colours, right + 8, { says: "1 update", y: y(once.losses[epochs]), role: "amount" },
      { says: `${updates} updates`, y: y(each.losses[epochs]), role: "loss" });
  });
  function axes(context, x, y, { right, foot }) {
    Object.assign(context, { strokeStyle: colours.of("line"), fillStyle: colours.of("quiet"), lineWidth: 1 });
    Object.assign(context, { textAlign: "right", textBaseline: "middle" });
    for (let tick = 0; tick <= top + 0.01; tick += 0.2) {
      line(context, [[EDGE.left, y(tick)], [right, y(tick)]]);
      context.fillText(tick.toFixed(1), EDGE.left - 8, y(tick));
    }
    Object.assign(context, { textAlign: "center", textBaseline: "top" });
    for (let epoch = 0; epoch <= epochs; epoch += 5) context.fillText(epoch, x(epoch), foot + 6);
    Object.assign(context, { textAlign: "left", textBaseline: "bottom" });
    context.fillText("loss over all pictures", 4, EDGE.top - 8);
    context.textBaseline = "top";
    context.fillText("epochs", right + 16, foot + 6);
  }
  function curve(context, losses, x, y, role, wide, dots) {
    context.strokeStyle = context.fillStyle = colours.of(role);
    context.lineWidth = wide;
    const places = losses.slice(0, epochs + 1).map((loss, epoch) => [x(epoch), y(loss)]);
    line(context, places);
    if (!dots) return;
    for (const [px, py] of places.slice(1)) { // each of its updates is a dot
      context.beginPath();
      context.arc(px, py, 3, 0, 2 * Math.PI);
      context.fill();
    }
  }
  return {
    show(way, batches) {
      [once, taken] = [way, batches];
      surface.paint();
    },
    paint: surface.paint,
    stop: surface.stop,
  };
}
