// The drawing surface: pointer, pen, finger or keyboard in, strokes on a 0-1000 grid out.
import { colour } from "../../lib/colour.js";
import { crisp, drawStrokes } from "../../lib/canvas.js";

const GRID = 1000;
const PEN = 60; // grid units; only for the eye, the network's picture has a pen of its own
const NEAREST = 6; // grid units between two points that are worth keeping
const MOST = 6000; // points of a drawing; beyond that every second one is dropped
const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

// onInk(strokes) after every change, onLift(strokes) when a stroke, undo or clear is complete.
export function createPad(canvas, { onInk, onLift }) {
  let strokes = [], stroke = null, pointer = null, cursor = null;
  const surface = crisp(canvas, (context, side) => {
    const unit = side / GRID, place = (x, y) => [x * unit, y * unit];
    drawStrokes(context, strokes, place, PEN * unit, colour(canvas.parentElement, "amount"));
    if (!cursor) return;
    context.beginPath();
    context.arc(...place(...cursor), PEN * unit, 0, 2 * Math.PI);
    Object.assign(context, { lineWidth: 2, strokeStyle: colour(canvas.parentElement, "selection") });
    context.stroke();
  });
  const cut = (v) => Math.round(Math.min(GRID, Math.max(0, v)));
  function where(event) {
    const box = canvas.getBoundingClientRect();
    return [cut((event.clientX - box.left) / box.width * GRID),
      cut((event.clientY - box.top) / box.height * GRID)];
  }
  function add([x, y]) {
    const last = stroke.length - 2;
    if (Math.hypot(stroke[last] - x, stroke[last + 1] - y) < NEAREST) return;
    stroke.push(x, y);
    if (strokes.reduce((sum, s) => sum + s.length, 0) > 2 * MOST) thin();
  }
  function thin() { // keeps each stroke's first point, and the one under the pen
    for (const s of strokes) {
      const kept = s.filter((_, k) => k % 4 < 2 || k >= s.length - 2);
      s.splice(0, s.length, ...kept);
    }
  }
  function changed(done) {
    surface.paint();
    onInk(strokes);
    if (done) onLift(strokes);
  }
  function begin(at) {
    stroke = [...at];
    strokes.push(stroke);
    changed(false);
  }
  function lift() {
    stroke = pointer = null;
    changed(true);
  }
  function undo() {
    if (!strokes.length || pointer !== null) return;
    stroke = null;
    strokes.pop();
    changed(true);
  }
  function clear() {
    stroke = pointer = null;
    strokes = [];
    changed(true);
  }

  canvas.onpointerdown = (event) => {
    if (event.button || pointer !== null) return;
    if (stroke) lift();
    canvas.setPointerCapture(event.pointerId);
    [pointer, cursor] = [event.pointerId, null];
    begin(where(event));
  };
  canvas.onpointermove = (event) => {
    if (event.pointerId !== pointer) return;
    const passed = event.getCoalescedEvents?.() ?? [];
    for (const each of passed.length ? passed : [event]) add(where(each));
    changed(false);
  };
  canvas.onpointerup = canvas.onpointercancel = (event) => {
    if (event.pointerId === pointer) lift();
  };
  canvas.onkeydown = (event) => {
    const { key, shiftKey: far } = event;
    if (key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey)) undo();
    else if (key === "Delete" || key === "Backspace") clear();
    else if (key === " ") {
      cursor ??= [GRID / 2, GRID / 2];
      if (stroke) lift(); else begin(cursor);
    } else if (KEYS[key]) {
      cursor ??= [GRID / 2, GRID / 2];
      cursor = cursor.map((v, k) => cut(v + KEYS[key][k] * (far ? 100 : 25)));
      if (stroke) { add(cursor); changed(false); } else surface.paint();
    } else return;
    event.preventDefault();
  };
  canvas.onblur = () => {
    cursor = null;
    if (stroke && pointer === null) lift(); else surface.paint();
  };
  return {
    undo, clear, paint: surface.paint, stop: surface.stop,
    get strokes() { return strokes; },
    get drawing() { return stroke !== null; },
    show(other) { // without a word to anybody
      strokes = other.map((s) => [...s]);
      stroke = pointer = null;
      surface.paint();
    },
    async save() {
      const side = 1000, paper = new OffscreenCanvas(side, side), context = paper.getContext("2d");
      context.fillStyle = "#fff";
      context.fillRect(0, 0, side, side);
      drawStrokes(context, strokes, (x, y) => [x, y], PEN, "#000");
      const link = document.createElement("a");
      link.href = URL.createObjectURL(await paper.convertToBlob({ type: "image/png" }));
      link.download = "digit.png";
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    },
  };
}
