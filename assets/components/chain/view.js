// State `asked` is {n, choose: [column, input, neuron], open: code}, the last two where they are
// asked for: another weight is to be looked at, a number is to be explained, or none (null).
// `data` has all that is shown of the weight `at`, in answer to `n`.
import { tell } from "../../lib/dom.js";
import { writeLink } from "../../lib/link.js";
import { mount } from "../../lib/mount.js";
import { createProduct } from "./product.js";
import { createRows } from "./rows.js";

export default mount(createView);

function createView(root) {
  const find = (selector) => root.querySelector(selector);
  const section = find(".chain"), largest = find("[data-testid=chain-largest]");
  let data = null, send = null, asked = 0;

  function ask(what) { // an answer that is still to come might be overtaken
    asked += 1;
    send("asked", { n: asked, ...what });
  }
  const open = (code) => ask({ open: code }), choose = (to) => ask({ choose: to });
  const product = createProduct(find("[data-testid=chain-product]"), open);
  const path = createProduct(find("[data-testid=chain-path]"), open);
  const rows = createRows(find("table"), { choose, open });
  largest.onclick = () => choose(data.largest);
  find("[data-testid=chain-first]").onclick = () => choose(data.first.to);
  section.onkeydown = ({ key }) => { if (key === "Escape" && data.link.open) open(null); };

  function show() {
    const { kind, from, to, why, factors, whole, rows: back, after, output, first } = data;
    section.dataset.at = data.at.map((v) => v ?? "b").join("-");
    tell(find("#chain-name"), from ? `The ${kind} from ${from} to ${to}` : `The ${kind} of ${to}`);
    product.show(whole, factors);
    find(".why").hidden = !why;
    tell(find(".why span"), why);
    find(".way").hidden = !data.path;
    if (data.path) {
      const { count, whole: carried, factors: steps } = data.path;
      tell(find(".paths"), `${count.toLocaleString("en")} paths lead from this ${kind} to the loss, and `
        + "what they carry adds up to its gradient. This one carries the most:");
      path.show({ ...carried, symbol: "", says: "this path" }, steps);
    }
    find(".short").hidden = !output;
    tell(find(".short span"), `This ${kind} leads straight into an output, so its chain is short. From a `
      + `weight of hidden 1 there are ${first.count.toLocaleString("en")} ways to the loss.`);
    rows.show(back, output ? "What each output is blamed for"
      : `What came back is a sum over ${after}, the largest first`, output ? data.at[2] : null);
  }
  return {
    update(newer, setStateValue) {
      [data, send] = [newer, setStateValue];
      asked = Math.max(asked, data.n);
      show();
      writeLink(data.link, { weight: null, open: null, rate: null, preset: null, numbers: null });
    },
    stop() {},
  };
}
