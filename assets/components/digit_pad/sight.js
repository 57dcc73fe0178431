// What the network sees: the way from the strokes to 28 x 28 pixels, in four stages.
import { colour } from "../../lib/colour.js";
import { crisp, drawStrokes } from "../../lib/canvas.js";

const SIDE = 28, FILLED = 20, PEN = 2.4; // pixels, as in nn_core/ink.py
const STAGE = 300; // ms from one stage to the next
const STAGES = [
  ["Drawn", "Your ink as you drew it, and the box around it."],
  ["Scaled", "The box is moved to the middle and scaled: its longer side takes 20 of 28 pixels."],
  ["Centred", "The ink is shifted until its centre of mass is in the middle."],
  ["Pixels", "784 numbers from 0 (paper) to 1 (ink). They are all that the network gets."],
];
const mix = (a, b, t) => a + (b - a) * t;
const ease = (t) => t * t * (3 - 2 * t);

export function createSight(canvas, buttons, caption) {
  let strokes = [], answer = null, at = 3, goal = 3, frame = 0, before = 0;
  const pixels = new OffscreenCanvas(SIDE, SIDE), pixel = pixels.getContext("2d");
  const surface = crisp(canvas, (context, side) => {
    if (!answer) return;
    const unit = side / SIDE, part = ease(at % 1);
    const from = stageMap(Math.floor(at)), to = stageMap(Math.ceil(at));
    const map = from.map((v, k) => mix(v, to[k], part)); // scale, shift x, shift y
    const place = (x, y) => [(map[0] * x + map[1]) * unit, (map[0] * y + map[2]) * unit];
    const lines = Math.min(1, 3 - at), pen = mix(60 * SIDE / 1000, PEN, Math.min(1, at));
    if (lines > 0 && strokes.length) {
      context.globalAlpha = lines;
      guide(context, unit, place, answer.box);
      drawStrokes(context, strokes, place, pen * unit, colour(canvas.parentElement, "amount"));
    }
    context.globalAlpha = 1 - lines;
    context.imageSmoothingEnabled = false;
    context.drawImage(pixels, 0, 0, side, side);
    context.globalAlpha = 1;
  });
  function stageMap(stage) { // what is done to a point of the 0-1000 grid
    if (stage === 0) return [SIDE / 1000, 0, 0];
    return [answer.scale, ...(stage === 1 ? answer.scaled : answer.centred)];
  }
  function guide(context, unit, place, box) {
    Object.assign(context, { lineWidth: 1, strokeStyle: colour(canvas.parentElement, "selection") });
    const half = PEN / 2 * unit, [left, top] = place(box[0], box[1]), [right, low] = place(box[2], box[3]);
    context.strokeRect(left - half, top - half, right - left + 2 * half, low - top + 2 * half);
    context.strokeStyle = colour(canvas.parentElement, "quiet");
    context.setLineDash([3, 3]);
    if (at < 1.5) {
      const edge = (SIDE - FILLED) / 2 * unit;
      context.strokeRect(edge, edge, FILLED * unit, FILLED * unit);
    } else {
      const middle = SIDE / 2 * unit, end = SIDE * unit;
      context.beginPath();
      context.moveTo(middle, 0); context.lineTo(middle, end);
      context.moveTo(0, middle); context.lineTo(end, middle);
      context.stroke();
    }
    context.setLineDash([]);
  }
  function ink() { // bytes to pixels, blank to full in the colour of amounts
    const bytes = Uint8Array.from(atob(answer.picture), (c) => c.charCodeAt(0));
    const [r, g, b] = colour(canvas.parentElement, "amount").match(/[\d.]+/g).map(Number);
    const image = pixel.createImageData(SIDE, SIDE);
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
  function tick(now) {
    const step = Math.max(0, now - before) / STAGE;
    before = now;
    at = at < goal ? Math.min(goal, at + step) : Math.max(goal, at - step);
    const here = at < goal ? Math.floor(at) : Math.ceil(at);
    STAGES.forEach(([, text], k) => {
      buttons.children[k].ariaPressed = String(k === here);
      if (k === here && caption.textContent !== text) caption.textContent = text;
    });
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
      ink();
      if (play) at = 0;
      if (play || goal === 3) go(3); else surface.paint();
    },
    paint() { if (answer) ink(); surface.paint(); },
    stop() { cancelAnimationFrame(frame); surface.stop(); },
  };
}
