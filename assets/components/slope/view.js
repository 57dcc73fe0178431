// State `asked` is {n, open: code}: a number is to be explained, or none (null). `data` has the
// curve of the loss, near and wide, at the places where the slider stops, with what is printed
// there; the slope in the middle of it as it was measured with each step h; and the gradient.
// `looks` counts how often a weight was chosen elsewhere.
import { button, element, fill, tell, within } from "../../lib/dom.js";
import { flash } from "../../lib/flash.js";
import { writeLink } from "../../lib/link.js";
import { mount } from "../../lib/mount.js";
import { plain } from "../../lib/numbers.js";
import { createChart } from "./chart.js";

export default mount(createView);

const still = matchMedia("(prefers-reduced-motion: reduce)");
const CHORD = 1; // the row that is chosen first: h = 0.1, whose chord can be seen

function createView(root, { n, looks }) {
  const find = (selector) => root.querySelector(selector);
  const test = (id) => find(`[data-testid="slope-${id}"]`);
  let data = null, send = null, asked = n, shown = null; // shown: of which curve
  let scale = "near", at = 0, row = CHORD, middle = 0;
  const nudge = test("nudge"), rows = [];
  const chart = createChart(find("svg"), (left, width) => {
    const knob = 8; // half of the slider's, which stops inside of its ends
    Object.assign(nudge.style, { marginLeft: `${left - knob}px`, width: `${width + 2 * knob}px` });
  });

  nudge.oninput = () => go(Number(nudge.value));
  test("back").onclick = () => go(middle);
  for (const name of ["near", "wide"]) {
    test(name).onclick = () => {
      [scale, at] = [name, middle];
      show();
    };
  }
  const open = (code) => send("asked", { n: asked += 1, open: code });
  test("gradient").onclick = () => open("gradient");
  test("now").onclick = () => open("loss");
  find(".slope").onkeydown = ({ key }) => { if (key === "Escape" && data.link.open) open(null); };

  function go(place) {
    at = place;
    curve();
  }
  function choose(n) {
    row = n;
    const { points } = data.curves[scale];
    if (points[middle][0] + data.rows[n].h > points.at(-1)[0]) [scale, at] = ["wide", middle];
    curve();
    measured();
  }
  const inH = (n) => `h = ${plain(data.rows[n].written)}`;

  function curve() {
    const { points, shown: printed, ticks, ends } = data.curves[scale];
    const [w, L, change, tangent] = printed[at].map(plain);
    nudge.max = points.length - 1;
    nudge.value = at;
    nudge.setAttribute("aria-valuetext", `${data.letter} = ${w}, L = ${L}`);
    tell(find(".weight"), data.letter);
    tell(test("before"), plain(ends[1]));
    tell(test("weight"), w);
    tell(test("now"), plain(data.loss));
    tell(test("loss"), L);
    tell(test("change"), at === middle ? "0" : change);
    tell(test("tangent"), at === middle ? "0" : tangent);
    test("loss").dataset.value = points[at][1];
    test("back").disabled = at === middle;
    for (const name of ["near", "wide"]) test(name).ariaPressed = String(name === scale);
    chart.show({
      points, at, slope: data.slope, step: data.rows[row],
      says: {
        name: test("name").textContent, letter: data.letter, ticks: ticks.map(plain), ends: ends.map(plain),
        slope: `slope ${plain(data.printed)}`,
      },
    });
  }
  function measured() {
    const { rows: steps, best } = data;
    fill(find("tbody"), steps.length, (n) => {
      const tr = element("tr"), name = button(""), digits = element("td"), mark = element("td", "mark");
      tr.append(within("th", name), mark, digits);
      tr.dataset.testid = `slope-row-${n}`;
      tr.onclick = () => choose(n);
      rows.push({ tr, name, mark, digits });
      return tr;
    });
    steps.forEach((step, n) => {
      const { tr, name, mark, digits } = rows[n];
      tr.classList.toggle("here", n === row);
      tr.dataset.same = step.same;
      tell(name, inH(n));
      name.ariaPressed = String(n === row);
      tell(mark, n === best ? "nearest" : "");
      write(digits, step);
    });
    tell(find(".rise"), `rise over run with ${inH(row)}`);
    write(test("chord"), steps[row]);
    const nearest = best ?? steps.length - 1;
    tell(find(".nearest"), `rise over run with ${inH(nearest)}${best === null ? "" : ", the nearest"}`);
    write(test("best"), steps[nearest]);
    tell(find(".exact"), `backpropagation, dL/d${data.letter}`);
    tell(test("gradient"), plain(data.gradient));
    tell(test("says"), steps[row].says);
  }
  // A slope, with the digits that are the gradient's, too, in a colour and underlined.
  function write(node, { shown: latex, same }) {
    const text = plain(latex);
    if (node.textContent === text && node.dataset.same === String(same)) return;
    node.dataset.same = same;
    node.replaceChildren(element("span", "same", text.slice(0, same)), text.slice(same));
  }
  function show() {
    middle = (data.curves.near.points.length - 1) / 2;
    tell(test("name"), data.name[0].toUpperCase() + data.name.slice(1));
    tell(test("note"), data.note);
    curve();
    measured();
  }
  return {
    update(newer, setStateValue) {
      [data, send] = [newer, setStateValue];
      const now = JSON.stringify([data.name, data.curves.near.points]);
      if (now !== shown) { // another weight, or another loss along it
        if (shown) flash(test("name"));
        shown = now;
        [at, row] = [(data.curves.near.points.length - 1) / 2, CHORD];
      }
      show();
      if (data.looks > looks) {
        find(".course").scrollIntoView({ block: "nearest", behavior: still.matches ? "instant" : "smooth" });
      }
      looks = data.looks;
      writeLink(data.link, { weight: null, open: null });
    },
    stop() { chart.stop(); },
  };
}
