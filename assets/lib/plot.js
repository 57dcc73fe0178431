// A plane with two axes in an <svg>, in the pixels that it has: what stands on it is placed by its
// own numbers.
const SVG = "http://www.w3.org/2000/svg";

// `edge` is {left, right, top, foot}: the room around the plane, in px. paint() is called whenever
// the <svg> has another size; it draws everything again, axes() first.
export function createPlot(svg, edge, paint) {
  let size = { width: 0, height: 0 }, across = [0, 1], up = [0, 1];

  function node(tag, className, parent = svg) {
    const made = document.createElementNS(SVG, tag);
    made.setAttribute("class", className);
    parent.append(made);
    return made;
  }
  const frame = node("path", "axis"), zero = node("path", "zero");
  const ticks = { x: node("g", "ticks"), y: node("g", "ticks") };
  const names = { x: node("text", "name"), y: node("text", "name") };

  const right = () => size.width - edge.right, foot = () => size.height - edge.foot;
  const share = (v, [low, high]) => (v - low) / (high - low);
  const x = (v) => edge.left + share(v, across) * (right() - edge.left);
  const y = (v) => foot() - share(v, up) * (foot() - edge.top);

  function text(made, px, py, anchor, says) {
    made.setAttribute("x", px.toFixed(1));
    made.setAttribute("y", py.toFixed(1));
    made.setAttribute("text-anchor", anchor);
    made.textContent = says;
  }
  function marks(group, values, place) {
    while (group.children.length < values.length) node("text", "tick", group);
    [...group.children].forEach((made, k) => {
      if (k < values.length) place(made, values[k], String(values[k]).replace("-", "−"));
      else made.textContent = "";
    });
  }
  const crosses = ([low, high]) => low < 0 && high > 0;
  const watch = new ResizeObserver(([{ contentRect: { width, height } }]) => {
    size = { width, height };
    if (width && height) paint();
  });
  watch.observe(svg);

  return {
    node, text, x, y,
    // Whether there is any room yet.
    get ready() { return size.width > 0 && size.height > 0; },
    get box() { return { left: edge.left, right: right(), top: edge.top, foot: foot() }; },
    // From where to where both axes go: [low, high].
    range(xs, ys) { [across, up] = [xs, ys]; },
    // `x` and `y` are what is written at the axes, as numbers; `called` is {x, y}, the axes' names.
    axes(along, called) {
      frame.setAttribute("d", `M${edge.left} ${edge.top}V${foot()}H${right()}`);
      zero.setAttribute("d", [
        crosses(up) ? `M${edge.left} ${y(0)}H${right()}` : "", crosses(across) ? `M${x(0)} ${edge.top}V${foot()}` : "",
      ].join(""));
      marks(ticks.x, along.x, (made, v, says) => text(made, x(v), foot() + 18, "middle", says));
      marks(ticks.y, along.y, (made, v, says) => text(made, edge.left - 8, y(v) + 4, "end", says));
      text(names.x, right() + 6, foot() + 4, "start", called.x);
      text(names.y, edge.left, edge.top - 8, "middle", called.y);
    },
    // Draws a line through places [[x, y], ...]; none where there are none.
    path(made, places) {
      const points = places.map(([px, py]) => `${x(px).toFixed(2)} ${y(py).toFixed(2)}`);
      made.setAttribute("d", points.length ? `M${points.join("L")}` : "");
    },
    // Puts a circle at a place.
    mark(made, [px, py], radius) {
      made.setAttribute("cx", x(px).toFixed(2));
      made.setAttribute("cy", y(py).toFixed(2));
      made.setAttribute("r", radius);
    },
    // The place [x, y] that a pointer is at, which may lie outside of the plane.
    at({ clientX, clientY }) {
      const { left, top } = svg.getBoundingClientRect(), { left: l, right: r, top: t, foot: f } = this.box;
      const along = (clientX - left - l) / (r - l), above = (f - clientY + top) / (f - t);
      return [across[0] + along * (across[1] - across[0]), up[0] + above * (up[1] - up[0])];
    },
    stop() { watch.disconnect(); },
  };
}
