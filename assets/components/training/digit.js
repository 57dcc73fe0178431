// The reader's own drawing: what it looks like to the network, and the ten numbers it gets for it,
// now and from the start on.
import { crisp } from "../../lib/canvas.js";
import { element, tell } from "../../lib/dom.js";
import { four, percent, power } from "../../lib/numbers.js";

const GAP = 3; // pixels between the past of one output and of the next

export function createDigit(root, colours) {
  const find = (selector) => root.querySelector(selector);
  const canvas = find("canvas"), context = canvas.getContext("2d");
  let picture = "", past = null; // {seen, last, at, range, signed, truth, best}
  const rows = Array.from({ length: 10 }, (_, digit) => {
    const row = element("div", "row"), fill = element("div", "fill"), track = element("div", "track");
    const name = element("b", "", String(digit)), number = element("span", "value");
    track.append(fill);
    row.append(name, element("span"), track, number);
    row.dataset.testid = `output-${digit}`;
    return { row, fill, number };
  });
  const moment = find(".bars > p :last-child");
  find(".bars").append(...rows.map(({ row }) => row));
  const strips = crisp(find(".past"), (into, width, height) => { if (past) strip(into, width, height, past); });

  function ink() { // bytes to pixels, blank to full in the colour of amounts
    const [r, g, b] = colours.of("amount").match(/[\d.]+/g).map(Number);
    const image = context.createImageData(28, 28);
    [...atob(picture)].forEach((c, k) => image.data.set([r, g, b, c.charCodeAt(0)], 4 * k));
    context.putImageData(image, 0, 0);
  }

  // Ten curves, each in the height of its row: from 0 up to 1, or about a zero in the middle.
  function strip(into, width, height, { seen, last, at, range, signed }) {
    const each = height / 10, x = (batch) => 1 + (width - 2) * batch / Math.max(last, 1);
    for (let digit = 0; digit < 10; digit += 1) {
      const top = each * digit + GAP, tall = each - 2 * GAP, zero = signed ? top + tall / 2 : top + tall;
      const y = (v) => zero - Math.max(-1, Math.min(1, v / range)) * (signed ? tall / 2 : tall);
      const there = seen.filter(({ outputs }) => Number.isFinite(outputs[digit]));
      into.strokeStyle = colours.of("line");
      into.lineWidth = 1;
      path(into, [[0, zero], [width, zero]]);
      if (!there.length) continue;
      const curve = there.map(({ batch, outputs }) => [x(batch), y(outputs[digit])]);
      into.strokeStyle = into.fillStyle = colours.of("amount");
      into.globalAlpha = 0.25;
      into.beginPath();
      for (const place of [[curve[0][0], zero], ...curve, [curve.at(-1)[0], zero]]) into.lineTo(...place);
      into.fill();
      into.globalAlpha = 1;
      into.lineWidth = 1.5;
      path(into, curve);
    }
    if (at === null) return;
    into.strokeStyle = colours.of("selection");
    into.lineWidth = 2;
    path(into, [[x(at), 0], [x(at), height]]);
  }
  return {
    paint() { ink(); strips.paint(); },
    picture(newer) {
      if (newer === picture) return;
      picture = newer;
      ink();
    },
    // `outputs` are confidences, or, if `signed`, just numbers; null where one is not finite. `seen`
    // has those from the start on, up to the batch `last`; the reader looks back `at` one, or null.
    show({ outputs, signed, shares, truth, byReader, seen, last, at }) {
      const lost = outputs.includes(null), best = lost ? -1 : outputs.indexOf(Math.max(...outputs));
      const reached = signed ? seen.flatMap((then) => then.outputs).filter(Number.isFinite) : [];
      const largest = Math.max(...[...outputs, ...reached].map((v) => Math.abs(v ?? 0)));
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
      past = { seen, last, at, range, signed };
      find(".past").dataset.points = seen.length;
      strips.paint();
      tell(find("[data-testid=guess]"), lost ? "–" : String(best));
      tell(find(".sure"), lost ? "it says nothing any more"
        : signed ? `gets the most: ${four(outputs[best])}` : `with ${percent(outputs[best])}`);
      tell(find(".truth"), `It is a ${truth}: ${byReader ? "you say so" : "so says the trained network"}.`);
      tell(find(".meaning"), signed
        ? "No confidences: a linear output may be any number."
        : shares ? "" : "Each output answers by itself, so they need not add up to 100 %.");
      const scale = signed ? `−${power(range)} to ${power(range)}` : "0 to 100 %"; // of curves and bars
      tell(moment, `${at === null ? "now" : "then"} · ${scale}`);
    },
    stop() { strips.stop(); },
  };
}

function path(context, places) {
  context.beginPath();
  for (const place of places) context.lineTo(...place);
  context.stroke();
}
