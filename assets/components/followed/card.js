// A followed picture: its two outputs and its loss now, and its way until now.
import { crisp } from "../../lib/canvas.js";
import { button, element, tell } from "../../lib/dom.js";
import { four } from "../../lib/numbers.js";
import { line } from "../../lib/pen.js";

const NAMES = ["cat", "dog"];
const TITLES = { cat: "A cat it never learns from", wrong: "A dog it took for a cat at first" };
const EDGE = { left: 44, right: 8, top: 20, foot: 24 };

// `path` has three numbers for each batch: the two outputs and the loss. open(code) is called with
// the number that is pressed.
export function createCard(which, { picture, truth, says, path, epochs, updates }, colours, open) {
  const node = element("div", "card"), head = element("div", "head"), rows = element("div");
  const inked = Object.assign(element("canvas"), { width: 28, height: 28, role: "img", ariaLabel: `A drawing of a ${NAMES[truth]}` });
  const way = Object.assign(element("canvas", "path"), { role: "img" });
  node.dataset.testid = `followed-${which}`;
  let taken = 0, surface = null;
  const numbers = [...NAMES, "loss"].map((name, k) => {
    const row = element("div", k === truth ? "row ringed" : "row"), number = button("number", () => open(`${which}-${name}`));
    const track = element("div", "track"), fill = element("div", "fill");
    number.dataset.testid = `followed-${which}-${name}`;
    track.append(fill);
    row.classList.toggle("cost", name === "loss");
    row.append(element("b", "", name === "loss" ? "L" : name), ...(name === "loss" ? [] : [track]), number);
    rows.append(row);
    return { number, fill, name };
  });
  head.append(inked, rows);
  node.append(element("h2", "", TITLES[which]), head, element("p", "quiet", "Its answer for cat, after each batch"), way,
    element("p", "quiet chosen", says));

  function draw(context, width, height) {
    const [right, foot] = [width - EDGE.right, height - EDGE.foot];
    const x = (batch) => EDGE.left + batch / (epochs * updates) * (right - EDGE.left);
    const y = (share) => foot - share * (foot - EDGE.top);
    context.font = `13px ${getComputedStyle(way).fontFamily}`;
    Object.assign(context, { strokeStyle: colours.of("line"), fillStyle: colours.of("quiet"), lineWidth: 1 });
    Object.assign(context, { textAlign: "right", textBaseline: "middle" });
    for (const share of [0, 0.25, 0.5, 0.75, 0.94]) {
      line(context, [[EDGE.left, y(share)], [right, y(share)]]);
      context.fillText(String(share), EDGE.left - 6, y(share) + (share === 0.94 ? 4 : 0));
    }
    Object.assign(context, { textAlign: "center", textBaseline: "top" });
    for (let epoch = 0; epoch <= epochs; epoch += 10) context.fillText(`epoch ${epoch}`, Math.min(x(epoch * updates), right - 24), foot + 6);
    context.strokeStyle = colours.of("truth");
    context.lineWidth = 2;
    line(context, [[EDGE.left, y(1 - truth)], [right, y(1 - truth)]]);
    Object.assign(context, { fillStyle: colours.of("truth"), textAlign: "left", textBaseline: "bottom" });
    context.fillText(`target ${1 - truth}`, EDGE.left + 10, y(1 - truth) - 4); // its way ends at the right
    context.strokeStyle = colours.of("amount");
    context.lineWidth = 2.5;
    const places = [];
    for (let batch = 0; batch <= taken; batch += 1) places.push([x(batch), y(path[3 * batch])]);
    line(context, places);
    context.fillStyle = colours.of("selection");
    context.beginPath();
    context.arc(...places.at(-1), 6, 0, 2 * Math.PI);
    context.fill();
  }
  function ink() {
    const context = inked.getContext("2d"), image = context.createImageData(28, 28);
    const [r, g, b] = colours.of("amount").match(/[\d.]+/g).map(Number);
    Uint8Array.from(atob(picture), (c) => c.charCodeAt(0)).forEach((v, k) => image.data.set([r, g, b, v], 4 * k));
    context.putImageData(image, 0, 0);
  }
  return {
    node,
    ready() { // once it is on the page
      ink();
      surface = crisp(way, draw);
    },
    show(batch) {
      taken = batch;
      const now = path.subarray(3 * batch, 3 * batch + 3);
      numbers.forEach(({ number, fill, name }, k) => {
        tell(number, four(now[k]));
        number.ariaLabel = `${name}: ${four(now[k])}. Explain this number`;
        fill.style.width = `${100 * Math.min(1, now[k])}%`;
      });
      Object.assign(node.dataset, { cat: now[0].toFixed(6), epoch: (batch / updates).toFixed(4) });
      way.ariaLabel = `Its answer for cat over the epochs: from ${four(path[0])} to ${four(now[0])} now`;
      surface?.paint();
    },
    paint() {
      ink();
      surface.paint();
    },
    stop() { surface.stop(); },
  };
}
