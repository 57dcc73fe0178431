// Small labelled pictures, side by side: what each is, and what the network says of it. Those that it
// takes for something else are ringed, and one of them is chosen.
import { createColours } from "./colour.js";
import { button, element, fill, tell } from "./dom.js";

// What is said of a batch: how many of its pictures are wrong, and how many the reader has drawn.
export function counted({ batch, count, own, wrong }) {
  const number = (v) => v.toLocaleString("en");
  const drawn = own ? `, ${number(own)} drawn by you` : "";
  return `Batch ${number(batch)}: ${number(wrong)} of ${number(count)} wrong${drawn}`;
}

// choose(n) is called with the number of the picture that was pressed.
export function createTiles(root, choose) {
  const colours = createColours(root), tiles = [];
  let shown = null, focus = 0;

  function tile(n) {
    const parts = { node: button("tile", () => choose(n)), canvas: element("canvas"),
      says: element("span", "unseen"),
      label: element("b"), caption: element("span"), level: element("div", "level"), bar: element("i") };
    parts.context = parts.canvas.getContext("2d");
    parts.canvas.ariaHidden = "true";
    parts.node.dataset.testid = `tile-${n + 1}`;
    parts.level.append(parts.bar);
    const name = element("span", "unseen", `Picture ${n + 1}, labelled `);
    parts.node.append(parts.canvas, name, parts.label, parts.says, parts.caption, parts.level);
    parts.node.onfocus = () => reach(n);
    tiles.push(parts);
    return parts.node;
  }
  function reach(n) { // one stop for the Tab key; arrows move on from there
    focus = n;
    tiles.forEach(({ node }, k) => { node.tabIndex = k === n ? 0 : -1; });
  }
  root.onkeydown = (event) => {
    const row = tiles.filter(({ node }) => node.offsetTop === tiles[0].node.offsetTop).length;
    const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -row, ArrowDown: row }[event.key];
    if (!by) return;
    event.preventDefault();
    tiles[Math.max(0, Math.min(shown.labels.length - 1, focus + by))].node.focus();
  };
  function ink({ canvas, context }, n) {
    const { side, pixels } = shown, image = context.createImageData(side, side);
    const [r, g, b] = colours.of("amount").match(/[\d.]+/g).map(Number);
    for (let k = 0; k < side * side; k += 1) image.data.set([r, g, b, pixels[n * side * side + k]], 4 * k);
    context.putImageData(image, 0, 0);
    canvas.hidden = false;
  }
  function paint() {
    tiles.slice(0, shown.labels.length).forEach((parts, n) => {
      if (parts.canvas.width !== shown.side) parts.canvas.width = parts.canvas.height = shown.side;
      ink(parts, n);
    });
  }
  return {
    // side: of a picture; pixels: a byte each, 0 for blank paper; labels and answers: digits, an
    // answer may be null; captions: text; bars: from 0 to 1 in the colour of the role `hue`, or, with
    // the hue "sign", from -1 to 1; null for none; chosen: a number, or null.
    show(newer) {
      const before = shown;
      shown = newer;
      const { labels, answers, captions, bars = null, hue = "", chosen } = shown;
      root.dataset.hue = bars ? hue : "";
      fill(root, labels.length, tile);
      labels.forEach((label, n) => {
        const { node, label: is, says, caption, bar } = tiles[n], wrong = answers[n] !== label;
        node.classList.toggle("wrong", wrong);
        node.ariaPressed = String(n === chosen);
        tell(is, String(label));
        tell(caption, captions[n]);
        bar.style.width = bars ? `${(hue === "sign" ? 50 : 100) * Math.abs(bars[n])}%` : "0";
        bar.className = bars?.[n] < 0 ? "below" : "";
        tell(says, `, the network says ${answers[n] ?? "nothing"}${wrong ? ", which is wrong" : ""}. `);
      });
      if (colours.changed() || before?.pixels !== shown.pixels) paint();
      reach(Math.min(chosen ?? focus, labels.length - 1));
      if (chosen !== null && chosen !== before?.chosen) { // on a phone it may stand aside
        const { offsetLeft, offsetWidth } = tiles[chosen].node;
        root.scrollLeft = offsetLeft - (root.clientWidth - offsetWidth) / 2;
      }
    },
  };
}
