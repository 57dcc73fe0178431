// A curve that is still growing, drawn by Plotly, which is loaded on first use.
import { thinned } from "../../lib/training.js";
import { rateText } from "../../lib/numbers.js";

const PLOTLY = new URL("../../plotly.min.js", import.meta.url).href;
const MOST = 600; // points on the screen, and no more than it has columns
const FEW = 20; // points that are marked each; one alone makes no line
const NEAR = 56; // pixels between two marks that can be told apart, labels and all
const MARKS = 12;
const [LEFT, RIGHT] = [64, 72]; // pixels beside the plane
const HOVER = "batch %{x:,d}<br>loss %{y:.4~g}<br>rate %{customdata}<extra></extra>";
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

// show({curve, level, levelText, log, diverged, id}) draws at once: call it at most once a frame of
// the screen. `curve` has arrays batch, loss, rate; `level` is a dashed line with the lines of
// `levelText` at its end; another `id` forgets how far the reader had zoomed in.
export function createChart(element, colours) {
  const stage = document.createElement("div");
  element.append(stage);
  let plotly = null, wanted = null, width = 0, height = 0;
  const font = getComputedStyle(element).fontFamily;

  function draw() {
    if (!plotly || !wanted || !width) return;
    const { curve, log, diverged } = wanted, places = thinned(curve, Math.min(MOST, width));
    const finite = diverged ? curve.loss.findLastIndex(Number.isFinite) : -1;
    const pick = (values) => places.map((k) => values[k]);
    const line = {
      x: pick(curve.batch), y: pick(curve.loss), customdata: pick(curve.rate),
      mode: places.length < FEW ? "lines+markers" : "lines", marker: { color: colours.of("loss"), size: 6 },
      line: { color: colours.of("loss"), width: 2, simplify: false }, hovertemplate: HOVER,
    };
    const end = {
      x: finite < 0 ? [] : [curve.batch[finite]], y: finite < 0 ? [] : [curve.loss[finite]],
      mode: "markers", hoverinfo: "skip",
      marker: { color: colours.of("loss"), size: 13, symbol: "x" },
    };
    plotly.react(stage, [line, end], layout(), CONFIG);
    element.dataset.points = places.length;
    element.dataset.last = curve.last;
    element.dataset.axis = log ? "log" : "linear";
  }
  function layout() {
    const { curve, level, log, id } = wanted;
    const quiet = colours.of("quiet"), grid = colours.of("line"), about = changes(curve, width - LEFT - RIGHT);
    element.dataset.marks = about.length;
    const axis = {
      gridcolor: grid, linecolor: grid, zeroline: false, tickfont: { color: quiet }, automargin: false,
    };
    const many = { exponentformat: "power", minexponent: 5 };
    return {
      width, height, uirevision: id, showlegend: false, hovermode: "x", dragmode: coarse() ? false : "zoom",
      margin: { l: LEFT, r: RIGHT, t: 22, b: 44 }, paper_bgcolor: "transparent", plot_bgcolor: "transparent",
      font: { family: font, size: 13, color: quiet },
      hoverlabel: { bgcolor: colours.of("zero"), bordercolor: colours.of("loss"),
        font: { family: font, color: colours.of("amount") } },
      xaxis: { ...axis, title: { text: "batch" }, tickformat: ",d", tickangle: 0, nticks: Math.max(3, width / 100), showgrid: false, showline: true,
        ...(curve.batch.length ? { autorange: true, autorangeoptions: { include: [0, 20] } } : { range: [0, 20] }) },
      yaxis: { ...axis, ...many, title: { text: "loss" }, type: log ? "log" : "linear", autorange: true,
        rangemode: log ? "normal" : "tozero", autorangeoptions: { include: [level, 1.25 * level] },
        nticks: 6 },
      shapes: [
        { type: "line", xref: "paper", x0: 0, x1: 1, y0: level, y1: level, layer: "below",
          line: { color: quiet, width: 1.5, dash: "dash" } },
        ...about.map(({ batch }) => ({ type: "line", x0: batch, x1: batch, yref: "paper", y0: 0, y1: 1,
          layer: "below", line: { color: colours.of("selection"), width: 1 } })),
      ],
      annotations: [
        { xref: "paper", x: 1, xanchor: "left", y: log ? Math.log10(level) : level, align: "left",
          text: wanted.levelText.join("<br>"), showarrow: false },
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
