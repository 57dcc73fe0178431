// What pictures of losses draw alike, on a canvas.
import { four } from "./numbers.js";

const LABEL = 16; // pixels between two labels

const APART = 18; // px between two names

export function line(context, places) {
  context.beginPath();
  for (const [x, y] of places) context.lineTo(x, y);
  context.stroke();
}

// Where a loss has left the finite numbers.
export function cross(context, x, y, colour) {
  context.strokeStyle = colour;
  context.lineWidth = 3;
  line(context, [[x - 5, y - 5], [x + 5, y + 5]]);
  line(context, [[x - 5, y + 5], [x + 5, y - 5]]);
}

// Words that can be read across a line.
export function written(context, colours, says, x, y, colour = colours.of("quiet")) {
  Object.assign(context, { lineWidth: 4, lineJoin: "round", strokeStyle: colours.of("zero"), fillStyle: colour });
  context.strokeText(says, x, y);
  context.fillText(says, x, y);
}

// The names of two lines {says, y, role} at their ends, apart from each other.
export function named(context, colours, x, one, other) {
  const [upper, lower] = one.y <= other.y ? [one, other] : [other, one];
  const aside = Math.max(0, APART - (lower.y - upper.y)) / 2;
  Object.assign(context, { textAlign: "left", textBaseline: "middle" });
  written(context, colours, upper.says, x, upper.y - aside, colours.of(upper.role));
  written(context, colours, lower.says, x, lower.y + aside, colours.of(lower.role));
}

// The loss of guessing, at the height y: dotted, as on every page, since dashed is what is unseen.
export function guessing(context, colours, guess, y, left, right) {
  context.save();
  Object.assign(context, { strokeStyle: colours.of("quiet"), lineWidth: 2, lineCap: "round" });
  context.setLineDash([0, 5]);
  line(context, [[left, y], [right, y]]);
  context.restore();
  Object.assign(context, { textAlign: "right", textBaseline: "bottom" });
  written(context, colours, `ten equal answers: ${four(guess)}`, right - 4, y - 3);
}

// Moves labels, sorted from the top, so far apart that each can be read, between top and foot.
export function apart(labels, top, foot) {
  labels.forEach((label, k) => {
    label.place = Math.max(label.place, k ? labels[k - 1].place + LABEL : top);
  });
  for (let k = labels.length - 1; k >= 0; k -= 1) {
    const most = k < labels.length - 1 ? labels[k + 1].place - LABEL : foot;
    labels[k].place = Math.min(labels[k].place, most);
  }
}
