// Canvases that stay crisp at any pixel ratio, and strokes drawn on them.

// Calls draw(context, width, height), in CSS pixels, whenever the canvas changes its size.
// Returns {paint, stop}: paint() draws again before the next frame, however often it is called.
export function crisp(canvas, draw) {
  const context = canvas.getContext("2d");
  let due = 0;
  function now() {
    due = 0;
    const { width, height } = canvas.getBoundingClientRect();
    const ratio = window.devicePixelRatio || 1;
    const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (!w || !h) return;
    if (canvas.width !== w || canvas.height !== h) Object.assign(canvas, { width: w, height: h });
    context.setTransform(w / width, 0, 0, h / height, 0, 0);
    context.clearRect(0, 0, width, height);
    draw(context, width, height);
  }
  const paint = () => { due ||= requestAnimationFrame(now); };
  const watch = new ResizeObserver(paint);
  watch.observe(canvas);
  return { paint, stop: () => { watch.disconnect(); cancelAnimationFrame(due); } };
}

// Draws strokes [[x, y, x, y, ...], ...]; place(x, y) gives [x, y] on the canvas.
export function drawStrokes(context, strokes, place, width, colour) {
  Object.assign(context, { lineWidth: width, lineCap: "round", lineJoin: "round" });
  context.strokeStyle = colour;
  for (const stroke of strokes) {
    context.beginPath();
    context.moveTo(...place(stroke[0], stroke[1]));
    if (stroke.length === 2) context.lineTo(...place(stroke[0], stroke[1]));
    for (let k = 2; k < stroke.length; k += 2) context.lineTo(...place(stroke[k], stroke[k + 1]));
    context.stroke();
  }
}
