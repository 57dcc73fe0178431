// Canvases that stay crisp at any pixel ratio, and strokes drawn on them.

// Calls draw(context, width, height), in CSS pixels, whenever the canvas changes its size.
// Returns {paint, stop}: paint() draws again before the next frame, however often it is called.
export function crisp(canvas, draw) {
  const context = canvas.getContext("2d");
  let width = 0, height = 0, due = 0, ratio = null;
  function now() {
    due = 0;
    if (!canvas.width || !canvas.height) return;
    context.setTransform(canvas.width / width, 0, 0, canvas.height / height, 0, 0);
    context.clearRect(0, 0, width, height);
    draw(context, width, height);
  }
  const paint = () => { due ||= requestAnimationFrame(now); };
  const watch = new ResizeObserver(([{ contentRect, devicePixelContentBoxSize: exact }]) => {
    ({ width, height } = contentRect);
    canvas.width = pixels(width, exact?.[0].inlineSize);
    canvas.height = pixels(height, exact?.[0].blockSize);
    now(); // a resized canvas is blank: draw before it is seen
  });
  function measure() { // again for every other pixel ratio: a zoom, another monitor
    ratio?.removeEventListener("change", measure);
    ratio = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    ratio.addEventListener("change", measure);
    watch.disconnect();
    try {
      watch.observe(canvas, { box: "device-pixel-content-box" });
    } catch {
      watch.observe(canvas); // Safari does not know that box
    }
  }
  measure();
  return {
    paint,
    stop() {
      ratio.removeEventListener("change", measure);
      watch.disconnect();
      cancelAnimationFrame(due);
    },
  };
}

// The exact number knows how the browser snaps to pixels, but not of an emulated pixel ratio.
function pixels(length, exact) {
  const near = length * devicePixelRatio;
  return Math.abs(exact - near) <= 1 ? exact : Math.round(near);
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
