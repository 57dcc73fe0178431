// What the network sees: the way from the strokes to its pixels, in four stages.
import { crisp, drawStrokes } from "../../lib/canvas.js";
import { GRID, PEN } from "../../lib/pad.js";

const STAGE = 300; // ms from one stage to the next
const STAGES = [
  ["Drawn", ({ photo }) => photo
    ? "Your picture, and the box around what is taken for the digit."
    : "Your ink as you drew it, and the box around it."],
  ["Scaled", ({ photo, side, filled }) => `${photo ? "Paper and light are taken away. " : ""}`
    + "The box is moved to the middle and scaled: "
    + `its longer side takes ${Math.round(filled)} of ${side} pixels.`],
  ["Centred", () => "The ink is shifted until its centre of mass is in the middle."],
  ["Pixels", ({ side }) => `${(side * side).toLocaleString("en")} numbers from 0 (paper) to 1 (ink). `
    + "They are all that the network gets."],
];
const mix = (a, b, t) => a + (b - a) * t;
const ease = (t) => t * t * (3 - 2 * t);

export function createSight(canvas, colours, photo, buttons, caption) {
  let strokes = [], answer = null, at = 3, goal = 3, frame = 0, before = 0;
  const pixels = new OffscreenCanvas(1, 1), pixel = pixels.getContext("2d");
  const surface = crisp(canvas, (context, side) => {
    if (!answer) return;
    const unit = side / answer.side, part = ease(at % 1);
    const from = stageMap(Math.floor(at)), to = stageMap(Math.ceil(at));
    const map = from.map((v, k) => mix(v, to[k], part)); // scale, shift x, shift y
    const place = (x, y) => [(map[0] * x + map[1]) * unit, (map[0] * y + map[2]) * unit];
    const lines = Math.min(1, 3 - at), pen = mix(PEN * answer.side / GRID, answer.pen, Math.min(1, at));
    context.globalAlpha = Math.max(0, lines);
    if (lines > 0 && answer.photo) photo.draw(context, place, 1 - Math.min(1, at));
    else if (lines > 0) drawStrokes(context, strokes, place, pen * unit, colours.of("amount"));
    if (lines > 0 && (answer.photo || strokes.length)) guide(context, unit, place, answer.box);
    context.globalAlpha = 1 - lines;
    context.imageSmoothingEnabled = false;
    context.drawImage(pixels, 0, 0, side, side);
    context.globalAlpha = 1;
  });
  function stageMap(stage) { // what is done to a point of the 0-1000 grid
    if (stage === 0) return [answer.side / GRID, 0, 0];
    return [answer.scale, ...(stage === 1 ? answer.scaled : answer.centred)];
  }
  function guide(context, unit, place, box) {
    Object.assign(context, { lineWidth: 1, strokeStyle: colours.of("selection") });
    const half = answer.pen / 2 * unit, [left, top] = place(box[0], box[1]), [right, low] = place(box[2], box[3]);
    context.strokeRect(left - half, top - half, right - left + 2 * half, low - top + 2 * half);
    context.strokeStyle = colours.of("quiet");
    context.setLineDash([3, 3]);
    if (at < 1.5) {
      const edge = (answer.side - answer.filled) / 2 * unit;
      context.strokeRect(edge, edge, answer.filled * unit, answer.filled * unit);
    } else {
      const end = answer.side * unit, middle = end / 2;
      context.beginPath();
      context.moveTo(middle, 0); context.lineTo(middle, end);
      context.moveTo(0, middle); context.lineTo(end, middle);
      context.stroke();
    }
    context.setLineDash([]);
  }
  function ink() { // bytes to pixels, blank to full in the colour of amounts
    const bytes = Uint8Array.from(atob(answer.picture), (c) => c.charCodeAt(0));
    const [r, g, b] = colours.of("amount").match(/[\d.]+/g).map(Number);
    pixels.width = pixels.height = answer.side;
    const image = pixel.createImageData(answer.side, answer.side);
    bytes.forEach((v, k) => image.data.set([r, g, b, v], 4 * k));
    pixel.putImageData(image, 0, 0);
  }
  function go(stage) {
    goal = stage;
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) at = goal;
    cancelAnimationFrame(frame);
    before = performance.now();
    tick(before);
  }
  function tell([, text]) {
    const now = answer ? text(answer) : "";
    if (caption.textContent !== now) caption.textContent = now;
  }
  function tick(now) {
    const step = Math.min(0.5, Math.max(0, now - before) / STAGE); // no stage is left out
    before = now;
    at = at < goal ? Math.min(goal, at + step) : Math.max(goal, at - step);
    const here = at < goal ? Math.floor(at) : Math.ceil(at);
    STAGES.forEach((stage, k) => { buttons.children[k].ariaPressed = String(k === here); });
    tell(STAGES[here]);
    surface.paint();
    if (at !== goal) frame = requestAnimationFrame(tick);
  }
  STAGES.forEach(([name], stage) => {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", textContent: name, onclick: () => go(stage) });
    buttons.append(button);
  });
  return {
    show(ofStrokes, newAnswer, play) { // play: walk through the stages, else stay where we are
      [strokes, answer] = [ofStrokes.map((s) => [...s]), newAnswer];
      canvas.ariaLabel = `Your ink, moved, scaled and turned into ${answer.side} by ${answer.side} pixels`;
      ink();
      if (play) at = 0;
      if (play || goal === 3) return go(3);
      tell(STAGES[goal]); // about another network's picture, perhaps
      surface.paint();
    },
    live() { if (goal === 3) { at = 3; go(3); } }, // the pen is down: its ink is shown at once
    paint() { if (answer) ink(); surface.paint(); },
    stop() { cancelAnimationFrame(frame); surface.stop(); },
  };
}
