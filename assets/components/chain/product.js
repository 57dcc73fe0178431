// A product of numbers that can be opened, each lit on the network while it is looked at.
import { button, element, fill, tell } from "../../lib/dom.js";
import { formula } from "../../lib/formula.js";
import { plain } from "../../lib/numbers.js";
import { spotlight } from "../../lib/spotlight.js";

// open(code) is called with the number that was chosen.
export function createProduct(root, open) {
  const whole = card("whole"), list = element("ol");
  root.append(whole.node, element("b", "sign", "="), list);
  const cards = [];

  function card(className = "") {
    const made = { node: button(`card ${className}`), symbol: element("span", "symbol"),
      name: element("span", "unseen"), value: element("b"), says: element("small"), now: null };
    made.symbol.ariaHidden = "true"; // its name is read instead
    made.node.append(made.name, made.symbol, made.value, made.says);
    made.node.onclick = () => open(made.now.code);
    made.node.onpointerenter = made.node.onfocus = () => spotlight.light(made.now.light ?? null);
    made.node.onpointerleave = made.node.onblur = () => spotlight.light(null);
    return made;
  }
  function write(made, number) {
    const { symbol, name, shown, says = "", code } = number;
    if (made.now?.symbol !== symbol) made.symbol.replaceChildren(...(symbol ? [formula(symbol)] : []));
    made.now = number;
    made.node.dataset.testid = `chain-${code}`;
    made.node.title = name;
    tell(made.name, `${name}: `);
    const rounding = !symbol && !says; // its sign stands before it
    tell(made.value, rounding ? plain(shown).replace("−", "") : plain(shown));
    tell(made.says, rounding ? "rounding" : says);
  }
  return {
    show(product, factors) {
      write(whole, product);
      fill(list, factors.length, (k) => {
        const item = element("li");
        cards[k] = card();
        item.append(element("b", "sign"), cards[k].node);
        return item;
      });
      factors.forEach((factor, k) => {
        const sign = factor.symbol ? "·" : factor.value < 0 ? "−" : "+";
        tell(list.children[k].firstChild, k === 0 ? "" : sign);
        write(cards[k], factor);
      });
    },
  };
}
