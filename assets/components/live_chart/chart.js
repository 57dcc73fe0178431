// A curve that is still growing, drawn by Plotly, which is loaded on first use.
import { thinned } from "../../lib/training.js";
import { rateText } from "../../lib/numbers.js";

const PLOTLY = new URL("../../plotly.min.js", import.meta.url).href;
const MOST = 600; // points on the screen, and no more than it has columns
const FEW = 20; // points that are marked each; one alone makes no line
const NEAR = 56; // pixels between two marks that can be told apart, labels and all
const MARKS = 12;
const [LEFT, RIGHT, TOP, BOTTOM] = [64, 72, 22, 44]; // pixels beside the plane
const LABELS = 40; // pixels between a label of three lines and another, or they cover each other
const HOVER = "batch %{x:,d}<br>loss %{y:.4~g}<br>rate %{customdata}<extra></extra>";
const MEASURED = "batch %{x:,d}<br>%{data.name} %{y:.4~g}<extra></extra>";
const SHARE = "batch %{x:,d}<br>%{data.name} %{y:.1%}<extra></extra>";
const EPOCHS = 24; // marked at most; where there are more they are no marks but a pattern
const CONFIG = { displayModeBar: false, doubleClick: "autosize", showTips: false, scrollZoom: false };
let loading = null;

function load() {
  loading ??= new Promise((done, fail) => {
    const script = document.createElement("script");
    Object.assign(script, { src: PLOTLY, onload: () => done(globalThis.Plotly) });
    script.onerror = () => { loading = null; fail(new Error("The chart could not be loaded.")); };
    document.head.append(script);
  });
  return loading;
}

// show({curve, accuracy, level, levelText, log, diverged, id, at, epoch}) draws at once: call it at most
// once a frame of the screen. `curve` has arrays batch, loss, rate, and what was measured; with `accuracy`
// that is shown instead of the loss. `level` is a dotted line with the lines of `levelText` at its end;
// another `id` forgets how far the reader had zoomed in. What comes after the batch `at` fades, unless
// that is null. An epoch has so many batches.
export function createChart(element, colours) {
  const stage = document.createElement("div");
  element.append(stage);
  let plotly = null, wanted = null, width = 0, height = 0;
  const font = getComputedStyle(element).fontFamily;

  function draw() {
    if (!plotly || !wanted || !width) return;
    const { curve, log, accuracy } = wanted;
    plotly.react(stage, accuracy ? shares() : losses(), layout(), CONFIG);
    element.dataset.points = accuracy ? curve.measured.length : Math.min(curve.batch.length, places().length);
    element.dataset.last = curve.last;
    element.dataset.axis = log ? "log" : "linear";
    element.dataset.shows = accuracy ? "accuracy" : "loss";
    element.dataset.unseen = curve.measured.length;
    element.ariaLabel = accuracy ? "The share of digits read right, seen and unseen"
      : "The loss of each batch, and that of unseen digits";
  }
  const places = () => thinned(wanted.curve, Math.min(MOST, width));

  function losses() { // of each batch, of unseen digits, and where it left the finite numbers
    const { curve, diverged } = wanted, shown = places(), colour = colours.of("loss");
    const finite = diverged ? curve.loss.findLastIndex(Number.isFinite) : -1;
    const pick = (values) => shown.map((k) => values[k]);
    return [
      {
        x: pick(curve.batch), y: pick(curve.loss), customdata: pick(curve.rate),
        mode: shown.length < FEW ? "lines+markers" : "lines", marker: { color: colour, size: 6 },
        line: { color: colour, width: 1.5, simplify: false }, opacity: 0.7, hovertemplate: HOVER,
      },
      measured("unseenLoss", "loss of unseen digits", { color: colour, width: 3, dash: "7px,4px" }, MEASURED),
      {
        x: finite < 0 ? [] : [curve.batch[finite]], y: finite < 0 ? [] : [curve.loss[finite]],
        mode: "markers", hoverinfo: "skip", marker: { color: colour, size: 13, symbol: "x" },
      },
    ];
  }
  function shares() {
    const color = colours.of("amount");
    return [
      measured("accuracy", "of the digits it learns from", { color, width: 2 }, SHARE),
      measured("unseenAccuracy", "of unseen digits", { color, width: 2, dash: "7px,4px" }, SHARE),
    ];
  }
  function measured(what, name, line, hovertemplate) {
    const there = wanted.curve.measured.filter((one) => Number.isFinite(one[what]));
    return {
      x: there.map(({ batch }) => batch), y: there.map((one) => one[what]), name, line, hovertemplate,
      mode: there.length < FEW ? "lines+markers" : "lines", marker: { color: line.color, size: 6 },
    };
  }
  // What stands at the ends of the lines; where two ends meet, one below the other.
  function ends() {
    const { curve, accuracy, level, levelText, log, diverged } = wanted, last = curve.measured.at(-1);
    const says = (y, text, extra = {}) => ({ xref: "paper", x: 1, xanchor: "left", align: "left", showarrow: false,
      y: log && !accuracy ? Math.log10(y) : y, text, ...extra });
    if (accuracy) {
      if (!last || !Number.isFinite(last.loss)) return [];
      const above = last.accuracy >= last.unseenAccuracy;
      return [says(last.accuracy, "learnt from", { yanchor: above ? "bottom" : "top" }),
        says(last.unseenAccuracy, "unseen", { yanchor: above ? "top" : "bottom" })];
    }
    if (!last?.batch || diverged || !(last.unseenLoss > 0 && Number.isFinite(last.unseenLoss))) {
      return [says(level, levelText.join("<br>"))];
    }
    const unseen = `<span style="color:${colours.of("loss")}">unseen</span>`;
    if (!close(last.unseenLoss, level)) return [says(level, levelText.join("<br>")), says(last.unseenLoss, unseen)];
    return [says(level, (last.unseenLoss > level ? [unseen, ...levelText] : [...levelText, unseen]).join("<br>"))];
  }
  function close(one, other) { // losses with labels that would cover each other
    const { curve, level, log } = wanted, scale = log ? Math.log : (v) => v;
    const shown = [...curve.loss, level].filter((v) => v > 0 && Number.isFinite(v)).map(scale);
    const from = log ? Math.min(...shown) : 0, to = Math.max(...shown, scale(1.25 * level));
    return Math.abs(scale(one) - scale(other)) < LABELS / (height - TOP - BOTTOM) * (to - from);
  }
  function layout() {
    const { curve, level, accuracy, id, at, epoch } = wanted, log = wanted.log && !accuracy;
    const quiet = colours.of("quiet"), grid = colours.of("line"), about = changes(curve, width - LEFT - RIGHT);
    element.dataset.marks = about.length;
    const epochs = Math.floor(curve.last / epoch), over = epoch > 1 && epochs <= EPOCHS ? epochs : 0;
    const axis = {
      gridcolor: grid, linecolor: grid, zeroline: false, tickfont: { color: quiet }, automargin: false,
    };
    const many = { exponentformat: "power", minexponent: 5 };
    return {
      width, height, uirevision: id, showlegend: false, hovermode: "x", dragmode: coarse() ? false : "zoom",
      margin: { l: LEFT, r: RIGHT, t: TOP, b: BOTTOM }, paper_bgcolor: "transparent", plot_bgcolor: "transparent",
      font: { family: font, size: 13, color: quiet },
      hoverlabel: { bgcolor: colours.of("zero"), bordercolor: colours.of("loss"),
        font: { family: font, color: colours.of("amount") } },
      xaxis: { ...axis, title: { text: over ? "batch · each line is an epoch" : "batch" }, tickformat: ",d", tickangle: 0, nticks: Math.max(3, width / 100), showgrid: false, showline: true,
        ...(curve.batch.length ? { autorange: true, autorangeoptions: { include: [0, 20] } } : { range: [0, 20] }) },
      yaxis: accuracy ? { ...axis, title: { text: "read right" }, range: [0, 1.02], tickformat: ".0%", nticks: 6 }
        : { ...axis, ...many, title: { text: "loss" }, type: log ? "log" : "linear", autorange: true,
          rangemode: log ? "normal" : "tozero", autorangeoptions: { include: [level, 1.25 * level] },
          nticks: 6 },
      shapes: [
        ...(accuracy ? [] : [{ type: "line", xref: "paper", x0: 0, x1: 1, y0: level, y1: level, layer: "below",
          line: { color: quiet, width: 2, dash: "dot" } }]),
        ...(over ? Array.from({ length: over }, (_, k) => upright((k + 1) * epoch, grid)) : []),
        ...about.map(({ batch }) => upright(batch, colours.of("selection"))),
        ...(at === null ? [] : [{ type: "rect", x0: at, x1: curve.last, yref: "paper", y0: 0, y1: 1, opacity: 0.8,
          fillcolor: colours.of("zero"), line: { width: 0 } }, upright(at, colours.of("selection"), 2)]),
      ],
      annotations: [
        ...ends(),
        ...about.map(({ batch, rate }) => ({ x: batch, y: 1, yref: "paper", yanchor: "bottom",
          text: rateText(rate), showarrow: false, font: { color: colours.of("selection"), size: 13 } })),
      ],
    };
  }
  const watch = new ResizeObserver(([{ contentRect }]) => {
    [width, height] = [Math.floor(contentRect.width), Math.floor(contentRect.height)];
    draw();
  });
  watch.observe(element);
  load().then((found) => {
    plotly = found;
    bringStyles(element.getRootNode());
    draw();
  }, (error) => { stage.textContent = error.message; });
  return {
    paint: draw,
    show(next) { wanted = next; draw(); },
    stop() {
      watch.disconnect();
      wanted = null;
      plotly?.purge(stage);
    },
  };
}

function upright(batch, color, width = 1) {
  return { type: "line", x0: batch, x1: batch, yref: "paper", y0: 0, y1: 1, layer: "below", line: { color, width } };
}

const coarse = () => matchMedia("(pointer: coarse)").matches; // there a drag scrolls the page

// Where the learning rate changed: {batch, rate} each. Changes that lie too close together on the
// screen, as those of a drag do, are one, with the rate that was reached.
function changes({ batch, rate }, width) {
  const near = (batch.at(-1) ?? 0) * NEAR / width, found = [];
  let before = 0;
  for (let k = 1; k < batch.length; k += 1) {
    if (rate[k] === rate[k - 1]) continue;
    if (found.length && batch[k] - before < near) found.pop();
    found.push({ batch: batch[k], rate: rate[k] });
    before = batch[k];
  }
  return found.slice(-MARKS);
}

// Plotly puts its rules into the document, where they don't reach into a shadow root.
function bringStyles(root) {
  const style = document.getElementById("plotly.js-style-global");
  if (!root.adoptedStyleSheets || !style) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync([...style.sheet.cssRules].map((rule) => rule.cssText).join("\n"));
  root.adoptedStyleSheets.push(sheet);
}
