// State `asked` is {n, rate, deed, open}: the learning rate that is set, and where they are asked for
// what the reader does ("one", "all", "ten", "undo", "restart"), or the code of a number that is to be
// explained (null: none). `data` answers the message `n`: what the next step would come to, and what came of the
// last.
import { tell } from "../../lib/dom.js";
import { flash } from "../../lib/flash.js";
import { createKnob } from "../../lib/knob.js";
import { mount } from "../../lib/mount.js";
import { plain } from "../../lib/numbers.js";
import { createBars } from "./bars.js";
import { createTrial } from "./trial.js";

export default mount(createView);

function createView(root) {
  const find = (selector) => root.querySelector(selector);
  const test = (id) => find(`[data-testid="step-${id}"]`);
  let data = null, send = null, asked = 0, rate = 0;

  function ask(what) { // with the rate, which may have been set just before
    asked += 1;
    send("asked", { n: asked, rate, ...what });
  }
  const open = (code) => ask({ open: code });
  const one = createTrial(find(".one"), open), all = createTrial(find(".all"), open);
  const bars = createBars(find(".answer ol"));
  const knob = createKnob(root, {
    onRate(newer) { rate = newer; ask({}); },
    onSettled() {},
    onTrouble(says) { tell(find(".trouble"), says); },
  });
  for (const deed of ["one", "all", "ten", "undo", "restart"]) {
    test(deed).onclick = () => { if (test(deed).ariaDisabled !== "true") ask({ deed }); };
  }

  find(".step").onkeydown = ({ key }) => { if (key === "Escape" && data.opened) open(null); };

  function show() {
    const { now, truth, kind, count, w, fits, updates, most, said } = data;
    const symbol = kind === "bias" ? "b" : "w", number = (v) => v.toLocaleString("en");
    find(".step").dataset.updates = updates;
    tell(find("#step-one-name"), `This ${kind} alone`);
    tell(find("#step-all-name"), `All ${number(count.all)} weights and biases at once`);
    tell(test("one"), `Update this ${kind}`);
    one.show(now, data.one, truth, { says: symbol, before: w.before, after: w.after });
    all.show(now, data.all, truth, {
      says: "gradients that are not 0", before: null, after: number(count.move),
    });
    bars.show(now, data.all, truth);
    for (const deed of ["one", "all", "ten"]) able(test(deed), fits[deed] && (data[deed] ?? data.all));
    for (const deed of ["undo", "restart"]) able(test(deed), updates);
    const came = said ? outcome(said, most) : "";
    if (came && test("said").textContent !== came) flash(test("said"));
    tell(test("said"), came);
    tell(find(".count"), updates ? `${updates} ${updates === 1 ? "update" : "updates"} so far, of at most ${most}. `
      + "Only here, and until the page is loaded anew. The line at the top and the other lessons keep to the "
      + "network as it was." : "");
    tell(find(".times"), data.one && data.all ? compared(data) : "");
  }
  return {
    update(newer, setStateValue) {
      [data, send] = [newer, setStateValue];
      if (data.n >= asked) { // else a later rate was asked for
        asked = data.n;
        rate = data.rate;
        knob.show(rate);
      }
      show();
    },
    stop() {},
  };
}

// Switched off it keeps the focus, which a disabled button would drop.
function able(node, can) {
  node.ariaDisabled = String(!can);
}

// How much more all at once do than one alone, in words; nothing where they do not both help.
function compared({ one: { change: one }, all: { change: all }, kind, count }) {
  if (count.move === 0) return "Every gradient is 0 here: no step changes anything.";
  if (one.lost || all.lost || one.value >= 0 || all.value >= 0) return "";
  const times = Number((all.value / one.value).toPrecision(2)).toLocaleString("en", { maximumFractionDigits: 1 });
  return `All at once lower the loss ${times} times as much as this ${kind} alone.`;
}

// What came of the last thing that was done, in words.
function outcome({ deed, before, predicted, now, refused, grew }, most) {
  const L = ({ L: latex }) => `L = ${plain(latex)}`;
  if (refused === "full") return `The step was not taken: there is room for ${most} updates, and no more.`;
  if (refused) return "The step was not taken: the network would have numbers that are not finite.";
  const says = now.says === before.says ? "" : ` It said ${before.says}, and now says ${now.says}.`;
  if (deed === "undo") return `Undone: ${L(now)} again.${says}`;
  if (deed === "restart") return `The network as it was: ${L(now)}.${says}`;
  const far = grew ? " The loss has grown: the step went too far." : "";
  return `${deed === "ten" ? "Ten times. " : ""}Predicted ${L(predicted)}, got ${L(now)}.${says}${far}`;
}
