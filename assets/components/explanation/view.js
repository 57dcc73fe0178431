// State `asked` is {n, of, path}: the parts that the reader opened, one inside the other, starting
// with a part of the number `of`; a path of null closes the panel. `data` answers the message `n`:
// the steps to what is open, and its parts. No steps: the panel is closed. `calls` counts how often
// the reader has asked the page for a number, `since` how often they had before there was a panel.
import { button, element, tell, within } from "../../lib/dom.js";
import { flash } from "../../lib/flash.js";
import { formula, spoken, typeset } from "../../lib/formula.js";
import { mount } from "../../lib/mount.js";
import { createParts, unread } from "./parts.js";

const SHORT = 4; // a longer sum is read in the table of its parts

export default mount(createView);

function createView(root, { n, since: calls }) {
  const stage = root.querySelector(".inkling"), status = root.querySelector("[role=status]");
  const panel = root.querySelector("template").content.firstElementChild;
  const find = (selector) => panel.querySelector(selector);
  const heading = find("#opened");
  const showParts = createParts(find(".parts"), (k) => go([...shown.path, k]));
  let shown = null; // null until the page has said what there is
  let send = null, sent = n;
  let before = null; // what had the focus before the panel
  let follow = false; // the focus goes to what the reader opens
  for (const sign of panel.querySelectorAll(".equals")) sign.append(formula("="));

  function ask(path) {
    sent += 1;
    send("asked", { n: sent, of: shown.of, path });
  }
  function go(path) {
    follow = true;
    ask(path);
  }
  function hide() {
    const left = panel.contains(inFocus(document));
    panel.remove();
    tell(status, "");
    shown = { steps: [] };
    if (left) giveBack();
  }
  function giveBack() {
    if (before?.isConnected) before.focus();
  }
  function show(data) {
    const now = data.steps.at(-1), said = `${now.name}: ${spoken(now.shown)}`;
    const same = shown?.of === data.of && String(shown.path) === String(data.path);
    panel.dataset.value = data.value;
    panel.dataset.reconciled = data.reconciled;
    if (!same || names(data) !== names(shown)) {
      find(".trail").replaceChildren(...(data.path.length ? data.steps.map(crumb) : []));
    }
    find(".hint").hidden = data.path.length || !data.parts.length;
    find(".back").hidden = data.path.length === 0;
    heading.textContent = now.name;
    write(".subject", now.symbol || `\\text{${now.name}}`);
    write(".in-symbols", data.formula);
    write(".in-numbers", data.sum && data.parts.length > SHORT ? "" : data.numbers);
    write(".result", now.shown);
    find(".why").textContent = data.why;
    showParts(data, same);
    panel.classList.remove("closing");
    if (!panel.isConnected) stage.append(panel);
    if (same && shown.steps.at(-1).shown !== now.shown) flash(find(".result"));
    tell(status, said);
    shown = data;
  }
  function write(place, latex) { // a line with nothing on it is not there
    typeset(find(place), latex);
    find(place).parentElement.hidden = !latex;
  }
  function crumb({ name, symbol }, k, { length }) {
    const last = k === length - 1;
    const word = last ? element("span") : button("", () => go(shown.path.slice(0, k)));
    if (k && symbol) word.append(unread(formula(symbol)), element("span", "unseen", name));
    else word.textContent = name;
    word.title = name;
    if (last) word.ariaCurrent = "step";
    return within("li", word);
  }
  function close() { // it goes once the page knows: else a number opened at once closes with it
    panel.classList.add("closing");
    ask(null);
  }
  find(".close").onclick = close;
  find(".back").onclick = () => go(shown.path.slice(0, -1));
  panel.onkeydown = ({ key }) => { if (key === "Escape") close(); };

  return {
    update(data, setStateValue) {
      send = setStateValue;
      const focused = inFocus(document);
      if (!panel.contains(focused)) before = focused;
      if (data.n < sent) return; // the answer to something newer is on its way
      if (!data.steps.length) return hide();
      const opens = shown && !panel.isConnected; // by the reader; not together with the page
      show(data);
      // A stage that is not yet to be used takes no focus: see register() in ui/components.
      if (opens || follow || data.calls > calls) queueMicrotask(() => heading.focus());
      [follow, calls] = [false, data.calls];
    },
    // Where a page takes its closed panel away, the focus was lost with it.
    stop() {
      if (panel.classList.contains("closing") && inFocus(document) === document.body) giveBack();
    },
  };
}

const names = ({ steps }) => steps.map(({ name }) => name).join();

// The element that has the focus, also inside a component.
function inFocus(tree) {
  const found = tree.activeElement;
  return found?.shadowRoot?.activeElement ? inFocus(found.shadowRoot) : found;
}
