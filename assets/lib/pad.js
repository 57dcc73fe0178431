// The drawing surface: pointer, pen, finger or keyboard in, strokes on a 0-1000 grid out.
import { crisp, drawStrokes } from "./canvas.js";

export const GRID = 1000;
export const PEN = 60; // grid units, the usual pen; only for the eye, a picture has a pen of its own
const NEAREST = 6; // grid units between two points that are worth keeping
const MOST_POINTS = 6000; // of a drawing; beyond that every second one is dropped
const MOST_STROKES = 200;
const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

// onInk(done) after every change; done: a stroke, undo or clear is complete. onFull(sentence) when
// there is no room for another stroke. A `cover` stands in front of the strokes: drawn by
// cover.draw(context, place) while cover.there, taken away by cover.lift().
export function createPad(canvas, colours, cover, { onInk, onFull, pen = PEN }) {
  let strokes = [], stroke = null, pointer = null, cursor = null;
  const surface = crisp(canvas, (context, side) => {
    const unit = side / GRID, place = (x, y) => [x * unit, y * unit];
    if (cover.there) cover.draw(context, place);
    else drawStrokes(context, strokes, place, pen * unit, colours.of("amount"));
    if (!cursor) return;
    context.beginPath();
    context.arc(...place(...cursor), pen * unit, 0, 2 * Math.PI);
    Object.assign(context, { lineWidth: 2, strokeStyle: colours.of("selection") });
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
    if (strokes.reduce((sum, s) => sum + s.length, 0) > 2 * MOST_POINTS) thin();
  }
  function thin() { // keeps each stroke's first point, and the one under the pen
    for (const s of strokes) {
      const kept = s.filter((_, k) => k % 4 < 2 || k >= s.length - 2);
      s.splice(0, s.length, ...kept);
    }
  }
  function changed(done) {
    surface.paint();
    onInk(done);
  }
  function begin(at) {
    if (cover.there) { // a new drawing
      strokes = [];
      cover.lift();
    }
    if (strokes.length === MOST_STROKES) {
      onFull(`A drawing has at most ${MOST_STROKES} strokes. Take one back, or clear the pad.`);
      return;
    }
    stroke = [...at];
    strokes.push(stroke);
    changed(false);
  }
  function lift() {
    stroke = pointer = null;
    changed(true);
  }
  function undo() {
    if (pointer !== null || !(strokes.length || cover.there)) return;
    stroke = null;
    if (cover.there) cover.lift(); // and the strokes are there again
    else strokes.pop();
    changed(true);
  }
  function clear() {
    stroke = pointer = null;
    strokes = [];
    cover.lift();
    changed(true);
  }

  canvas.onpointerdown = (event) => {
    if (event.button || pointer !== null) return;
    if (stroke) lift();
    begin(where(event));
    if (!stroke) return;
    [pointer, cursor] = [event.pointerId, null];
    try {
      canvas.setPointerCapture(event.pointerId);
    } catch { /* an event made by a script has no pointer to capture; it draws all the same */ }
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
    const { key, shiftKey: far } = event, command = event.ctrlKey || event.metaKey;
    if (pointer !== null) return; // one pen at a time
    if (command && key.toLowerCase() === "z") undo();
    else if (command || event.altKey) return; // the browser's own, like Alt and the left arrow
    else if (key === "Delete" || key === "Backspace") clear();
    else if (key === " ") {
      cursor ??= [GRID / 2, GRID / 2];
      if (event.repeat) surface.paint(); // held down, it lowers the pen once
      else if (stroke) lift();
      else begin(cursor);
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
      drawStrokes(context, strokes, (x, y) => [x, y], pen, "#000");
      const link = document.createElement("a");
      link.href = URL.createObjectURL(await paper.convertToBlob({ type: "image/png" }));
      link.download = "digit.png";
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    },
  };
}
