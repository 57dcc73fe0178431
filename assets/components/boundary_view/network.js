// The network of the plane: each tile shows what its neuron makes of every place, each line what the
// place that is looked at sends along a weight.
import { element, tell } from "../../lib/dom.js";
import { small } from "../../lib/network/lines.js";
import { createNetwork } from "../../lib/network/network.js";
import { createRamp } from "../../lib/network/ramp.js";
import { fetchWeights } from "../../lib/network/weights.js";
import { createCard } from "./card.js";
import { HUES } from "./plane.js";

const VIEW = "plane-network";
const INPUTS = 2;
const OFTEN = 250; // ms between two fetches of weights
const AGAIN = 2000; // ms after one that failed
const FULL = 127; // the largest shade that comes, on either side of zero
const STRENGTH = 0.62; // of a colour, as on the plane: a number can be read on it
const LEAST = 144; // px of height

const words = (all) => `Tiles: what each neuron makes of the plane. Lines: what the place you look at sends along each weight${
  all ? "" : " of the neuron you press"}.`;

// ask(command) asks the plane, look(view, first) for more of its neurons, open(code) for a number to
// be explained; most is the largest weight that can be typed.
export function createNetworkPart(section, colours, { ask, look, open, most }) {
  const stage = element("div", "stage"), caption = element("p", "caption quiet");
  stage.dataset.testid = "network-view";
  caption.textContent = words(true);
  const ramp = createRamp(colours);
  const network = createNetwork(stage, colours, {
    room: () => ({ height: Math.max(LEAST, section.clientHeight - caption.offsetHeight) }),
    onSelect: select, onClose: () => select(null),
  });
  const card = createCard({ ask, open, most, onClose: () => select(null) });
  section.append(stage, caption, card.root);
  const watch = new ResizeObserver(() => network.place());
  watch.observe(section);
  let names = [], selected = null;
  let views = [], shown = new Map(); // pictures by column, and of each neuron: its answer and moment
  let built = "", has = null, answer = null; // the outline, the weights' name, the newest answer
  let fetching = 0, over = false; // a timer; whether this has left the page
  look(VIEW);

  function select(place) {
    const before = selected;
    selected = place;
    network.select(place);
    show();
    if (place) card.focus();
    else if (before) stage.querySelector(`[data-testid="neuron-${before.join("-")}"]`)?.focus();
  }
  function show() {
    const [c, k] = selected ?? [];
    card.show(selected && {
      shape: network.shape, values: network.values, weights: card.weights, c, k,
      view: views[c]?.[k], reach: shown.get(`${c} ${k}`)?.neuron.most ?? null,
    });
  }
  function hear(newer) {
    if (newer.view !== VIEW) return;
    const now = outline(newer);
    if (now !== built) {
      [built, has, views, shown] = [now, null, [], new Map()];
      if (selected && !(selected[1] < newer.units[selected[0] - 1])) select(null);
    }
    answer = newer;
    const moment = `${newer.run} ${newer.step} ${newer.weights}`;
    for (const neuron of newer.neurons) {
      shown.set(`${neuron.c} ${neuron.k}`, { neuron, moment });
      picture(neuron);
    }
    network.views(views);
    onward(moment);
    if (newer.weights === has) take();
    else if (!fetching) again(has ? OFTEN : 0);
  }
  function picture({ c, k, most: largest, shades }) {
    const side = Math.sqrt(shades.length ? atob(shades).length : 1);
    const numbers = shades ? Int8Array.from(atob(shades), (byte) => byte.charCodeAt(0)) : [0];
    const sure = c === answer.units.length; // an output is never below 0
    (views[c] ??= [])[k] = ramp.picture(numbers, side, (largest ? FULL : 1) / STRENGTH, !sure, HUES[k]);
  }
  // The next neurons, if any that are shown are older than these; the first come first.
  function onward(moment) {
    const next = answer.first + answer.neurons.length;
    if (shown.size === answer.of && [...shown.values()].every((each) => each.moment === moment)) return;
    look(VIEW, shown.has("0 0") && next < answer.of ? next : 0);
  }
  const outline = ({ units, activations }) => JSON.stringify([units, activations, names]);
  const again = (ms, act = fetchNewest) => { if (!over) fetching = setTimeout(act, ms); };
  function askAnew() { // it answers the same question once: so another one
    fetching = 0;
    look(VIEW, answer.first ? 0 : 1);
  }
  function fetchNewest() {
    const of = answer;
    fetchWeights(of.weights, INPUTS, of.units).then((weights) => {
      fetching = 0;
      if (outline(of) !== built) return again(OFTEN); // by now there is another network
      has = of.weights;
      card.weights = weights;
      tell(caption, words(small(weights)));
      network.become({ inputs: INPUTS, side: null, units: of.units, activations: of.activations,
        labels: names, weights: of.weights }, weights);
      network.views(views);
      network.select(selected);
      take(of);
      if (answer.weights !== has) again(OFTEN);
    }, () => again(AGAIN, askAnew)); // the server has forgotten these weights, or is away
  }
  function take(of = answer) {
    network.take(of.flow, true);
    Object.assign(stage.dataset, { step: of.step, weights: of.weights });
    show();
  }
  return {
    show(frame) {
      if (String(names) === String(frame.names)) return;
      names = frame.names;
      if (answer) hear(answer); // it was drawn for classes of other names, or not yet
    },
    hear,
    paint() { // the theme has changed
      ramp.forget();
      for (const { neuron } of shown.values()) picture(neuron);
      network.paint();
      show();
    },
    stop() {
      over = true;
      clearTimeout(fetching);
      look(null);
      watch.disconnect();
      network.stop();
    },
  };
}
