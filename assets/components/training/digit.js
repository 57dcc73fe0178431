// The reader's own drawing: what it looks like to the network, and the ten numbers it gets for it.
import { four, percent, power } from "../../lib/numbers.js";

export function createDigit(root, colours) {
  const find = (selector) => root.querySelector(selector);
  const canvas = find("canvas"), context = canvas.getContext("2d");
  let picture = "";
  const rows = Array.from({ length: 10 }, (_, digit) => {
    const row = element("div", "row"), fill = element("div", "fill"), track = element("div", "track");
    const name = element("b", "", String(digit)), number = element("span", "value");
    track.append(fill);
    row.append(name, track, number);
    row.dataset.testid = `output-${digit}`;
    return { row, fill, number };
  });
  find(".bars").append(...rows.map(({ row }) => row));

  function ink() { // bytes to pixels, blank to full in the colour of amounts
    const [r, g, b] = colours.of("amount").match(/[\d.]+/g).map(Number);
    const image = context.createImageData(28, 28);
    [...atob(picture)].forEach((c, k) => image.data.set([r, g, b, c.charCodeAt(0)], 4 * k));
    context.putImageData(image, 0, 0);
  }
  return {
    paint: ink,
    picture(newer) {
      if (newer === picture) return;
      picture = newer;
      ink();
    },
    // `outputs` are confidences, or, if `signed`, just numbers; null where one is not finite.
    show(outputs, signed, truth, byReader) {
      const lost = outputs.includes(null), best = lost ? -1 : outputs.indexOf(Math.max(...outputs));
      const largest = Math.max(...outputs.map((v) => Math.abs(v ?? 0)));
      const range = signed ? Math.max(1.5, 10 ** Math.ceil(Math.log10(largest || 1)) * (largest > 1.5)) : 1;
      find(".bars").classList.toggle("signed", signed);
      rows.forEach(({ row, fill, number }, digit) => {
        const value = outputs[digit], share = 100 * Math.abs(value ?? 0) / range;
        row.dataset.value = value === null ? "inf" : value.toFixed(6);
        row.classList.toggle("best", digit === best);
        row.classList.toggle("ringed", digit === truth);
        fill.classList.toggle("below", value < 0);
        fill.style.width = `${signed ? share / 2 : share}%`;
        number.textContent = value === null ? "not finite" : signed ? four(value) : percent(value);
      });
      text(find("[data-testid=guess]"), lost ? "–" : String(best));
      text(find(".sure"), lost ? "it says nothing any more"
        : signed ? `gets the most: ${four(outputs[best])}` : `with ${percent(outputs[best])}`);
      text(find(".truth"), `It is a ${truth}: ${byReader ? "you say so" : "so says the trained network"}.`);
      text(find(".meaning"), signed
        ? `No confidences: a linear output may be any number. Bars from −${power(range)} to ${power(range)}.`
        : "");
    },
  };
}

function text(node, says) {
  if (node.textContent !== says) node.textContent = says;
}

function element(tag, className = "", says = "") {
  return Object.assign(document.createElement(tag), { className, textContent: says });
}
