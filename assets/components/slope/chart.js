// The curve of the loss along one weight: where we are, the tangent there, and a chord.
const SVG = "http://www.w3.org/2000/svg";
const EDGE = { left: 76, right: 20, top: 20, foot: 30 };

// Returns {show, stop}. sized(left, width) hears where the plot begins, and how wide it is.
export function createChart(svg, sized) {
  const draw = (tag, className) => {
    const node = document.createElementNS(SVG, tag);
    node.setAttribute("class", className);
    svg.append(node);
    return node;
  };
  const axes = draw("path", "axis"), change = draw("path", "change");
  const [tangent, chord, legs] = ["tangent", "chord", "legs"].map((name) => draw("path", name));
  const curve = draw("path", "curve"), end = draw("circle", "end");
  const start = draw("circle", "start"), point = draw("circle", "place");
  const names = { w: draw("text", "name"), L: draw("text", "name loss") };
  const ticks = [0, 1, 2].map(() => draw("text", "")), ends = [0, 1, 2].map(() => draw("text", ""));
  const label = draw("text", "strong"), sides = [draw("text", ""), draw("text", "")];
  const put = (node, x, y, anchor, says) => {
    node.setAttribute("x", x.toFixed(1));
    node.setAttribute("y", y.toFixed(1));
    node.setAttribute("text-anchor", anchor);
    node.textContent = says;
  };
  let shown = null;

  function paint() {
    const { width, height } = svg.getBoundingClientRect();
    if (!shown || !width) return;
    const { points, at, slope, step, says } = shown;
    const plot = { right: width - EDGE.right, foot: height - EDGE.foot };
    const losses = points.map(([, L]) => L), [low, high] = spread(losses);
    const [first, last] = [points[0][0], points.at(-1)[0]];
    const x = (w) => EDGE.left + (w - first) / (last - first) * (plot.right - EDGE.left);
    const y = (L) => EDGE.top + (high - L) / (high - low) * (plot.foot - EDGE.top);
    const path = (node, places) => node.setAttribute(
      "d", places.length ? `M${places.map(([w, L]) => `${x(w).toFixed(2)} ${y(L).toFixed(2)}`).join("L")}` : "",
    );
    const mark = (node, [w, L], radius) => {
      node.setAttribute("cx", x(w).toFixed(2));
      node.setAttribute("cy", y(L).toFixed(2));
      node.setAttribute("r", radius);
    };
    const here = points[(points.length - 1) / 2], now = points[at], to = [here[0] + step.h, step.loss];
    axes.setAttribute("d", `M${EDGE.left} ${EDGE.top}V${plot.foot}H${plot.right}`);
    path(curve, points);
    const touching = line(here, slope, [first, last], [low, high]);
    path(tangent, touching);
    path(chord, line(here, (to[1] - here[1]) / step.h, [first, last], [low, high]));
    path(change, at === (points.length - 1) / 2 ? [] : [here, [now[0], here[1]], now]);
    const run = x(to[0]) - x(here[0]), inside = x(to[0]) < plot.right && to[1] > low && to[1] < high;
    const seen = inside && run > 24; // wide enough
    path(legs, seen ? [here, [to[0], here[1]], to] : []);
    mark(end, to, seen ? 4 : 0);
    mark(start, here, 6);
    mark(point, now, 7);
    put(names.w, plot.right + 12, plot.foot + 5, "middle", says.letter);
    put(names.L, EDGE.left, EDGE.top - 7, "middle", "L");
    put(sides[0], (x(here[0]) + x(to[0])) / 2, y(here[1]) + (to[1] > here[1] ? 15 : -6), "middle", seen ? "h" : "");
    put(sides[1], x(to[0]) + 6, (y(here[1]) + y(to[1])) / 2 + 4, "start",
      seen && Math.abs(y(to[1]) - y(here[1])) > 16 ? "rise" : "");
    put(label, ...below(touching, x, y, plot), says.slope);
    [Math.min(...losses), here[1], Math.max(...losses)].forEach((L, k) => {
      const apart = k === 1 || Math.abs(y(L) - y(here[1])) > 14;
      put(ticks[k], EDGE.left - 8, y(L) + 4, "end", apart ? says.ticks[k] : "");
    });
    [first, here[0], last].forEach((w, k) => {
      put(ends[k], x(w), plot.foot + 18, ["start", "middle", "end"][k], says.ends[k]);
    });
    svg.setAttribute("aria-label", `${says.name}: the loss L along it, with ${says.slope} here`);
    sized(EDGE.left, plot.right - EDGE.left);
  }

  const watch = new ResizeObserver(paint);
  watch.observe(svg);
  return {
    // points: [[w, L], ...], the middle one where the weight is; `at` is the number of the point
    // that it was nudged to, `slope` that of the tangent, `step` {h, loss} the end of the chord.
    show(newer) {
      shown = newer;
      paint();
    },
    stop() { watch.disconnect(); },
  };
}

// The lowest and the highest loss, with some room; of a curve that is flat, some room alone.
function spread(losses) {
  const low = Math.min(...losses), high = Math.max(...losses);
  const room = (high - low) * 0.08 || Math.abs(high) / 2 || 1;
  return [low - room, high + room];
}

// The two ends of a straight line through a point, inside of a box.
function line([w, L], slope, [first, last], [low, high]) {
  const ends = slope === 0 ? [first, last] : [(low - L) / slope + w, (high - L) / slope + w];
  const [left, right] = [Math.max(first, Math.min(...ends)), Math.min(last, Math.max(...ends))];
  return [left, right].map((v) => [v, L + slope * (v - w)]);
}

// Where a label stands below the lower end of a line, and does not touch it: [x, y, anchor]. Where
// the line runs so flat along the foot that there is no place, the label stands above that end.
function below([left, right], x, y, plot) {
  const falls = left[1] >= right[1], [end, other] = falls ? [right, left] : [left, right];
  const [across, foot] = [x(end[0]), y(end[1])], down = Math.min(foot + 18, plot.foot - 6);
  const steep = (foot - y(other[1])) / Math.abs(x(other[0]) - across);
  const aside = Math.max(4, (foot - down + 16) / (steep || 1));
  const anchor = falls ? "end" : "start";
  if (aside > (plot.right - EDGE.left) / 2) return [across, foot - 12, anchor];
  return [across + (falls ? -aside : aside), down, anchor];
}
