// State `asked` is {n, preset, outputs, measure, open}: what the reader asks to see, all of it each
// time; `outputs` are ten numbers set by hand, or null for those of the preset; `open`, where it is
// asked for, is the code of a number to explain, or null for none. `data` answers the message `n`.
import { createAsking } from "../../lib/asking.js";
import { button, element, fill, tell } from "../../lib/dom.js";
import { flash } from "../../lib/flash.js";
import { writeLink } from "../../lib/link.js";
import { mount } from "../../lib/mount.js";
import { plain } from "../../lib/numbers.js";
import { createStepper } from "../../lib/stepper.js";
import { createPositions, write } from "./positions.js";

export default mount(createView);

const PRESETS = ["own", "textbook", "perfect", "wrong"];
const COUNTS = { squared_error: "squares", absolute: "absolute values", plain: "plain differences" };
const LAST = 10; // the step after the ten positions: the whole

function createView(root) {
  const find = (selector) => root.querySelector(selector);
  const test = (id) => find(`[data-testid="loss-${id}"]`);
  const lane = createAsking();
  let data = null;
  let wanted = null; // what was asked for last
  let outputs = null; // what the bars say, where the page has not heard of it yet

  function ask(more) {
    wanted = { ...wanted, ...more };
    const { open, ...kept } = wanted;
    lane.ask(open === undefined ? kept : wanted);
    wanted = kept;
    choices();
  }
  const open = (code) => ask({ open: code });
  const positions = createPositions(find(".positions"), { open, set });
  const stepper = createStepper(test, LAST, step);

  // Whether another ten outputs are on their way: there is nothing yet to change one of.
  const others = () => !outputs
    && (wanted.preset !== data.asked.preset || !wanted.outputs !== !data.asked.outputs);
  function set(k, value) {
    if (others()) return;
    outputs ??= data.positions.map(({ says }) => says.value);
    if (outputs[k] === value) return;
    outputs = outputs.with(k, value);
    positions.says(k, value);
    ask({ outputs });
  }
  const presets = PRESETS.map((name) => {
    const choice = button("", () => { outputs = null; ask({ preset: name, outputs: null }); });
    choice.dataset.testid = `loss-preset-${name}`;
    find(".presets").append(choice);
    return choice;
  });
  const counts = Object.entries(COUNTS).map(([name, says]) => {
    const choice = button("", () => ask({ measure: name }));
    choice.textContent = says;
    choice.dataset.testid = `loss-count-${name}`;
    find(".counts").append(choice);
    return [name, choice];
  });
  test("value").onclick = () => open(stepper.at === LAST ? "loss" : `sum-${stepper.at}`);
  test("mean").onclick = () => open("mean");
  find(".loss").onkeydown = ({ key }) => { if (key === "Escape" && data.opened) open(null); };

  function choices() {
    const { preset, outputs: edited, measure } = wanted;
    presets.forEach((choice, k) => {
      tell(choice, data.presets[k]);
      choice.ariaPressed = String(!edited && preset === PRESETS[k]);
    });
    for (const [name, choice] of counts) choice.ariaPressed = String(name === measure);
    [...find(".cards").children].forEach((card, k) => {
      card.ariaPressed = String(data.cards[k].measure === measure);
    });
  }
  function card(k) {
    const made = button("card", () => ask({ measure: data.cards[k].measure }));
    made.dataset.testid = `loss-card-${data.cards[k].measure}`;
    made.append(...["name", "value", "most", "about"].map((name) => element("span", name)));
    return made;
  }
  function cards() {
    fill(find(".cards"), data.cards.length, card);
    data.cards.forEach(({ name, shown, most, says }, k) => {
      [name, plain(shown), most, says].forEach((text, part) => {
        tell(find(".cards").children[k].children[part], text);
      });
    });
  }
  function step(at, moved) {
    const done = at === LAST, value = test("value");
    const before = value.textContent;
    positions.step(at, moved);
    tell(find("h2"), done ? data.whole.name : "sum so far");
    find(".equals span").hidden = !done;
    write(value, done ? data.whole : data.positions[at].sum);
    if (value.textContent !== before && !outputs) flash(value); // not while a bar is dragged
    const divided = done && data.asked.measure === "squared_error";
    find(".mean").classList.toggle("ahead", !divided);
    find(".rounding").classList.toggle("ahead", !done);
    tell(test("said"), data.walk[at]);
  }
  function show() {
    const { positions: ten, mean, rounding, drawn, total } = data;
    positions.show(data, outputs);
    tell(find(".becomes span"), drawn.name);
    tell(find(".becomes small"), `frame: ${drawn.shape === "signed" ? "±" : ""}${drawn.full}`);
    write(test("mean"), mean);
    const sum = plain(ten.at(-1).sum.shown);
    tell(test("rounding"), `sum ${sum}, rounding ${rounding ? plain(rounding) : "0"}`);
    tell(test("total"), total);
    cards();
    choices();
    stepper.show();
  }
  return {
    update(newer, setStateValue) {
      data = newer;
      lane.receive(data.n, setStateValue);
      if (!lane.busy) [wanted, outputs] = [data.asked, null];
      show();
      writeLink(data.link, { preset: null, outputs: null, measure: null, open: null });
    },
    stop() {
      lane.stop();
      stepper.stop();
    },
  };
}
