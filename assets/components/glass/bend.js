// The curve of an activation function, with the neuron's own point on it.
const SVG = "http://www.w3.org/2000/svg";
const [WIDTH, HEIGHT] = [240, 128], EDGE = { side: 18, top: 18, foot: 22 };

export function createBend(svg) {
  svg.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
  const draw = (tag, className) => {
    const node = document.createElementNS(SVG, tag);
    node.setAttribute("class", className);
    svg.append(node);
    return node;
  };
  const [across, up, curve] = ["axis", "axis", "curve"].map((name) => draw("path", name));
  const way = draw("path", "way"), point = draw("circle", "point");
  const names = ["z", "a"].map((name) => {
    const text = draw("text", "axis-name");
    text.textContent = name;
    return text;
  });
  const ends = [0, 1, 2].map(() => draw("text", "end"));
  const put = (node, x, y, anchor, says) => {
    node.setAttribute("x", x);
    node.setAttribute("y", y);
    node.setAttribute("text-anchor", anchor);
    if (says) node.textContent = says;
  };

  // points: [[z, f(z)], ...] from the left end to the right, at: [z, a] of this neuron.
  return function show(points, at) {
    const heights = points.map(([, a]) => a), reach = points.at(-1)[0];
    const [low, high] = [Math.min(0, ...heights), Math.max(0, ...heights)];
    const x = (z) => EDGE.side + (z + reach) / (2 * reach) * (WIDTH - 2 * EDGE.side);
    const tall = HEIGHT - EDGE.top - EDGE.foot;
    const y = (a) => EDGE.top + (high - a) / (high - low) * tall;
    const path = (node, places) => node.setAttribute(
      "d", `M${places.map(([z, a]) => `${x(z).toFixed(2)} ${y(a).toFixed(2)}`).join("L")}`,
    );
    path(across, [[-reach, 0], [reach, 0]]);
    path(up, [[0, low], [0, high]]);
    path(curve, points);
    path(way, [[at[0], 0], at, [0, at[1]]]);
    point.setAttribute("cx", x(at[0]));
    point.setAttribute("cy", y(at[1]));
    point.setAttribute("r", 5);
    put(names[0], WIDTH - EDGE.side + 6, y(0) + 4, "start");
    put(names[1], x(0), EDGE.top - 7, "middle");
    put(ends[0], x(-reach), y(0) + 17, "start", String(-reach).replace("-", "−"));
    put(ends[1], x(reach), y(0) + 17, "end", String(reach));
    put(ends[2], x(0) - 5, y(high) + 4, "end", String(high));
  };
}
