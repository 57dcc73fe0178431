// State `asked` is {n, preset, sums, added, grab, open}: what the reader asks to see, all of it each
// time; `sums` are ten numbers set by hand, or null for those of the preset; what comes with the same
// `grab` is one change; `open`, where it is asked for, is the code of a number to explain, or null
// for none. `data` answers the message `n`.
import { createAsking } from "../../lib/asking.js";
import { button, element, tell } from "../../lib/dom.js";
import { writeLink } from "../../lib/link.js";
import { mount } from "../../lib/mount.js";
import { four, plain } from "../../lib/numbers.js";
import { slide } from "../../lib/slide.js";

export default mount(createView);

const PRESETS = { own: "Your digit", close: "A close race", equal: "All equal" };
const ROWS = ["z", "power", "lowered", "share"];
const TOO_LARGE = "too large";

function createView(root, { reach, adds }) {
  const find = (selector) => root.querySelector(selector);
  const asking = createAsking(), places = find(".positions");
  let data = null, wanted = null; // what was asked for last
  let sums = null; // what the bars say, where the page has not heard of it yet
  let grab = 0;

  function ask(more) {
    wanted = { ...wanted, ...more };
    const { open, ...kept } = wanted;
    asking.ask({ ...(open === undefined ? kept : wanted), grab });
    wanted = kept;
    choices();
  }
  const open = (code) => ask({ open: code });
  const newly = (more) => { // a change of its own
    grab = Date.now();
    sums = null;
    ask(more);
  };
  const parts = Array.from({ length: 10 }, (_, k) => position(k));
  const totals = ROWS.map((row) => {
    const made = cell(find(".totals"), row);
    return row === "z" ? null : number(made, `shares-${row}-sum`);
  });
  const presets = Object.entries(PRESETS).map(([name, says]) => {
    const choice = button("", () => newly({ preset: name, sums: null, added: 0 }));
    choice.dataset.testid = `shares-${name}`;
    choice.textContent = says;
    find(".presets").append(choice);
    return [name, choice];
  });
  for (const [says, by] of Object.entries(adds)) {
    const choice = button("", () => newly({ added: wanted.added + by }));
    choice.dataset.testid = `shares-add-${by}`;
    choice.textContent = says;
    choice.ariaLabel = `Add ${says} to all ten sums`;
    find(".adds").append(choice);
  }
  find(".shares").onkeydown = ({ key }) => { if (key === "Escape" && data.opened) open(null); };

  function cell(group, name, ...nodes) {
    const made = element("div", `cell ${name}`);
    made.append(...nodes);
    group.append(made);
    return made;
  }
  function number(parent, testid) {
    const made = button("number", () => open(made.dataset.code));
    made.dataset.testid = testid;
    parent.append(made);
    return made;
  }
  function position(k) {
    const group = element("div", "position"), bar = element("div", "bar"), share = element("div", "level");
    const numbers = {};
    group.role = "group";
    group.ariaLabel = `Output ${k}`;
    cell(group, "digit", element("b", "", String(k)));
    bar.append(element("i", "fill"));
    share.append(element("i", "fill"), element("i", "was"));
    for (const row of ROWS) {
      const made = cell(group, row, ...(row === "z" ? [bar] : row === "share" ? [share] : []));
      numbers[row] = number(made, `shares-${row}-${k}`);
    }
    bar.dataset.testid = `shares-bar-${k}`;
    bar.ariaLabel = `Sum z of output ${k}`;
    for (const begins of ["pointerdown", "keydown"]) {
      bar.addEventListener(begins, () => { grab = Date.now(); }, { capture: true });
    }
    slide(bar, (value) => set(k, value), -reach, reach);
    find(".totals").before(group);
    return { group, bar, numbers };
  }
  // Whether another ten sums are on their way: there is nothing yet to change one of.
  const others = () => !sums
    && (wanted.preset !== data.asked.preset || !wanted.sums !== !data.asked.sums || wanted.added !== data.asked.added);
  function set(k, value) {
    if (others()) return;
    sums ??= data.positions.map(({ z }) => z.value - data.asked.added);
    if (sums[k] === value) return;
    sums = sums.with(k, value);
    says(k, value, four(value + wanted.added));
    ask({ sums });
  }
  function says(k, value, shown) {
    const { bar, numbers } = parts[k];
    bar.style.setProperty("--z", Math.max(-1, Math.min(1, value / reach)));
    bar.ariaValueNow = String(Math.max(-reach, Math.min(reach, value)));
    bar.ariaValueText = shown;
    bar.classList.toggle("below", value < 0);
    bar.classList.toggle("beyond", Math.abs(value) > reach);
    tell(numbers.z, shown);
  }
  function write(made, printed) {
    const text = printed ? plain(printed.shown) : TOO_LARGE;
    tell(made, text);
    made.disabled = !printed;
    made.dataset.code = printed?.code ?? "";
    made.dataset.value = printed ? printed.value.toFixed(6) : "inf";
    made.ariaLabel = printed ? `${printed.name}: ${text}` : text;
  }
  function choices() {
    for (const [name, choice] of presets) {
      choice.ariaPressed = String(!wanted.sums && wanted.preset === name);
    }
  }
  function show() {
    const { positions, before, largest, sums: together, asked } = data;
    positions.forEach((numbers, k) => {
      const { group, numbers: made } = parts[k];
      for (const row of ROWS) write(made[row], numbers[row]);
      if (sums) says(k, sums[k], four(sums[k] + asked.added));
      else says(k, numbers.z.value - asked.added, plain(numbers.z.shown));
      group.style.setProperty("--share", numbers.share.value);
      group.style.setProperty("--was", before[k]);
      group.classList.toggle("largest", k === largest);
    });
    ROWS.slice(1).forEach((row, k) => write(totals[k + 1], together[row]));
    find(".shares").dataset.added = asked.added;
    tell(find(".z small"), `drag a bar: ${whole(asked.added - reach)} … ${whole(asked.added + reach)}`);
    tell(find(".said"), data.said);
    choices();
  }
  return {
    update(newer, setStateValue) {
      data = newer;
      asking.receive(data.n, setStateValue);
      if (!asking.busy) [wanted, sums] = [data.asked, null];
      show();
      writeLink(data.link, { softmax: null, sums: null, added: null, open: null });
    },
    stop: asking.stop,
  };
}

const whole = (v) => v.toLocaleString("en").replace("-", "−");
