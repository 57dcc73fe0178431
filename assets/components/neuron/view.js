// State `asked` is {n, select: k}, {n, show: function} or {n, open: code}: another neuron of hidden 1
// is to be looked at, a function is to be seen large, or a number is to be explained, or none (null).
// `data` has the neuron `k` under each function, in answer to `n`.
import { createAsking } from "../../lib/asking.js";
import { fill, tell } from "../../lib/dom.js";
import { writeLink } from "../../lib/link.js";
import { mount } from "../../lib/mount.js";
import { plain } from "../../lib/numbers.js";
import { createCard } from "./card.js";

export default mount(createView);

function createView(root) {
  const find = (selector) => root.querySelector(selector);
  const test = (id) => find(`[data-testid="neuron-${id}"]`);
  const asking = createAsking(), cards = [];
  let data = null, k = 0; // the neuron that was asked for last

  const open = (code) => asking.ask({ open: code });
  function select(other) {
    k = other;
    name(); // at once, before the answer comes
    asking.ask({ select: k });
  }
  test("previous").onclick = () => select(k - 1);
  test("next").onclick = () => select(k + 1);
  test("off").onclick = () => select(data.off);
  test("z").onclick = () => open("z");
  find(".neuron").onkeydown = ({ key }) => { if (key === "Escape" && data.opened) open(null); };

  function name() {
    tell(test("name"), `Neuron ${k} in hidden 1`);
    test("previous").disabled = k === 0;
    test("next").disabled = k === data.units - 1;
    test("off").disabled = data.off === null;
  }
  return {
    update(newer, setStateValue) {
      data = newer;
      asking.receive(data.n, setStateValue);
      if (!asking.busy) ({ k } = data);
      name();
      tell(test("z"), plain(data.z.shown));
      fill(find(".cards"), data.cards.length, (place) => {
        const { f } = data.cards[place];
        cards.push(createCard(f, { show: () => asking.ask({ show: f }), open }));
        return cards[place].root;
      });
      data.cards.forEach((card, place) => cards[place].update(card));
      Object.assign(find(".neuron").dataset, { neuron: data.k, z: data.z.value.toFixed(6) });
      writeLink(data.link, { neuron: null, open: null });
    },
    stop() {
      asking.stop();
      for (const card of cards) card.stop();
    },
  };
}
