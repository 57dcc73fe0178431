// State `asked` is {n, f, at}: which activation the reader looks at, and where the bias has been moved
// to. `data` has the sums of one neuron for many digits, counted in bins, and for each activation its
// curve, where that is flat, and how the sums fall on it at each place of the bias.
import { createAsking } from "../../lib/asking.js";
import { button, tell } from "../../lib/dom.js";
import { writeLink } from "../../lib/link.js";
import { mount } from "../../lib/mount.js";
import { ACTIVATIONS } from "../../lib/names.js";
import { plain } from "../../lib/numbers.js";
import { createPlot } from "../../lib/plot.js";

export default mount(createView);

const EDGE = { left: 44, right: 28, top: 20, foot: 28 };
const LOW = 0.45; // of the plot's height is the curve's, the rest is for the digits

function createView(root, first) {
  const find = (selector) => root.querySelector(selector);
  const test = (id) => find(`[data-testid="landing-${id}"]`);
  const asking = createAsking(), slider = test("bias");
  let data = first, wanted = null;

  const plot = createPlot(find("svg"), EDGE, paint);
  const bands = [0, 1].map(() => plot.node("rect", "flat"));
  const named = plot.node("text", "flat-name");
  const bars = [], curve = plot.node("path", "curve");

  function look(more) {
    wanted = { ...wanted, ...more };
    show();
  }
  function ask(more) {
    look(more);
    asking.ask(wanted);
  }
  const choices = Object.entries(ACTIVATIONS).map(([f, says]) => {
    const choice = button("", () => ask({ f }));
    choice.dataset.testid = `landing-f-${f}`;
    choice.textContent = says;
    find(".tools").append(choice);
    return [f, choice];
  });
  slider.oninput = () => look({ at: Number(slider.value) });
  slider.onchange = () => ask({ at: Number(slider.value) });
  test("back").onclick = () => ask({ at: (data.changes.length - 1) / 2 });
  test("off").onclick = () => ask({ at: 0 });

  function band(made, from, to) {
    const { top, foot } = plot.box;
    const [a, b] = [plot.x(from), plot.x(to)];
    Object.entries({ x: a, y: top, width: Math.max(0, b - a), height: foot - top })
      .forEach(([name, value]) => made.setAttribute(name, value.toFixed(1)));
  }
  function paint() {
    if (!plot.ready || !wanted) return;
    const { reach, bins, wide, functions } = data, { curve: places, flat } = functions[wanted.f];
    const change = data.changes[wanted.at], most = Math.max(...bins.map(([, n]) => n));
    const heights = places.map(([, a]) => a), [low, high] = [Math.min(...heights), Math.max(...heights)];
    plot.range([-reach, reach], [0, 1]);
    plot.axes({ x: [-20, -10, 0, 10, 20], y: [] }, { x: "z", y: "" });
    bands.forEach((made, k) => band(made, ...(flat[k] ?? [0, 0])));
    plot.text(named, plot.box.left + 6, plot.box.top + 14, "start", flat.length ? "flat" : "");
    plot.path(curve, places.map(([z, a]) => [z, 1 - LOW + (LOW - 0.06) * (a - low) / (high - low)]));
    while (bars.length < bins.length) bars.push(plot.node("rect", "bar"));
    bars.forEach((bar, k) => {
      const [z, n] = bins[k] ?? [0, 0], at = z + change, inside = n && at >= -reach && at + wide <= reach;
      const tall = (1 - LOW - 0.06) * n / most;
      const width = plot.x(wide) - plot.x(0);
      Object.entries({
        x: plot.x(at) + 0.5, y: plot.y(tall), width: inside ? Math.max(1, width - 1) : 0, height: plot.y(0) - plot.y(tall),
      }).forEach(([name, value]) => bar.setAttribute(name, value.toFixed(1)));
      const middle = at + wide / 2, lies = flat.some(([from, to]) => middle >= from && middle <= to);
      bar.setAttribute("class", lies ? "bar on-flat" : "bar");
    });
  }
  function show() {
    const { count, changes, functions } = data, middle = (changes.length - 1) / 2;
    const [on, flat, slope, shown] = functions[wanted.f].rows[wanted.at], change = changes[wanted.at];
    for (const [f, choice] of choices) choice.ariaPressed = String(f === wanted.f);
    [slider.min, slider.max, slider.value] = [0, changes.length - 1, wanted.at];
    const moved = change === 0 ? "as it is" : `${change > 0 ? "+" : "−"}${Math.abs(change)}`;
    slider.ariaValueText = moved;
    tell(test("change"), moved);
    test("back").disabled = wanted.at === middle;
    const of = (n) => `${n.toLocaleString("en")} of ${count.toLocaleString("en")}`;
    tell(test("on"), of(on));
    tell(test("flat"), of(flat));
    tell(test("slope"), plain(shown));
    test("slope").dataset.value = slope;
    Object.assign(find(".landing").dataset, { f: wanted.f, at: wanted.at, on, flat });
    const beyond = data.beyond[wanted.at];
    tell(find("figcaption"), `The sums z of ${data.neuron} for ${count.toLocaleString("en")} digits, below its curve.`
      + (beyond ? ` ${beyond.toLocaleString("en")} of them lie beyond its ends.` : ""));
    tell(test("verdict"), functions[wanted.f].says[wanted.at]);
    find("svg").ariaLabel = `${ACTIVATIONS[wanted.f]} and the sums of ${data.neuron} for ${count} digits, bias ${moved}: ${of(flat)} on a flat part`;
    paint();
  }
  return {
    update(newer, setStateValue) {
      data = newer;
      asking.receive(data.n, setStateValue);
      if (!asking.busy) wanted = data.asked;
      show();
      writeLink(data.link, { under: null, moved: null });
    },
    stop() {
      asking.stop();
      plot.stop();
    },
  };
}
