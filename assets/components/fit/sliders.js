// Three numbers to set: each a slider, a field to type in, its slope, and where a step would lead.
import { button, element, tell } from "../../lib/dom.js";
import { plain } from "../../lib/numbers.js";

const DOES = { a: "bends", b: "tilts", c: "lifts" };
const LETTERS = Object.keys(DOES);
const END = 3; // a slider goes from -END to END

// Returns {show}. set(k, value) is called with what the reader makes of number k, end() when they
// let go, wrong(says) with what was typed wrong, open(code) with a number.
export function createSliders(root, { set, end, wrong, open }, most) {
  const rows = LETTERS.map(row);

  function row(name, k) {
    const group = element("div", "slider"), label = element("b", "letter");
    const range = element("input", "range"), typed = element("input", "typed");
    const way = element("div", "way"), arrow = element("i", "arrow");
    const [slope, next] = ["gradient", "step"].map((what) => {
      const made = button("number", () => open(`${what}-${name}`));
      made.dataset.testid = `fit-${what}-${name}`;
      return made;
    });
    label.append(element("i", "", name), element("small", "", ` ${DOES[name]}`));
    const settings = { type: "range", min: -END, max: END, step: 0.01, ariaLabel: `${name}: it ${DOES[name]} the curve` };
    Object.assign(range, settings);
    Object.assign(typed, { type: "text", inputMode: "decimal", autocomplete: "off", ariaLabel: name });
    range.dataset.testid = `fit-${name}`;
    typed.dataset.testid = `fit-${name}-typed`;
    way.append(arrow);
    const numbers = element("p", "slopes quiet");
    numbers.append("slope of L ", slope, " next step ", next);
    group.append(label, range, typed, way, numbers);
    root.append(group);
    const made = { range, typed, arrow, slope, next, text: "", edited: false };
    range.oninput = () => set(k, Number(range.value));
    range.onchange = end;
    typed.oninput = () => { made.edited = true; };
    typed.onchange = () => { made.edited = false; read(k, typed); };
    typed.onblur = () => { made.edited = false; typed.value = made.text; };
    return made;
  }
  function read(k, typed) {
    const text = typed.value.trim(), value = Number(text.replace("−", "-").replace(",", "."));
    const fits = text && Math.abs(value) <= most;
    if (fits) set(k, value);
    else wrong(`Expected a number from −${most} to ${most}, got “${text.slice(0, 20)}”.`);
    end();
  }
  const share = (v) => Math.min(1, Math.max(0, (v + END) / (2 * END)));

  return {
    // `values` are the numbers, as far as they are known here; what is printed of them is in
    // `shown`, null where the page has not heard of them yet.
    show({ values, shown, next, numbers }, names) {
      rows.forEach((made, k) => {
        const { range, typed, arrow, slope, next: leads, edited } = made;
        range.value = values[k];
        made.text = shown ? plain(shown[k]) : String(values[k]).replace("-", "−");
        if (!edited) typed.value = made.text;
        range.setAttribute("aria-valuetext", made.text);
        const [from, to] = [share(values[k]), share(next[k])];
        arrow.className = `arrow ${next[k] < values[k] ? "down" : "up"}`;
        arrow.hidden = next[k] === values[k];
        arrow.style.left = `${100 * Math.min(from, to)}%`;
        arrow.style.width = `${100 * Math.abs(to - from)}%`;
        for (const [node, what] of [[slope, "gradient"], [leads, "step"]]) {
          const code = `${what}-${LETTERS[k]}`;
          write(node, names[code], numbers[code]);
        }
      });
    },
  };
}

// A number that opens: `name` is what it is called, with its value and what is printed of it.
export function write(node, name, [value, shown]) {
  const text = plain(shown);
  tell(node, text);
  node.setAttribute("aria-label", `${name}: ${text}`);
  node.dataset.value = value.toFixed(6);
}
