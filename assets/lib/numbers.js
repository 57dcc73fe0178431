// Numbers as they are written on every page.
const RAISED = { "-": "⁻", ...Object.fromEntries([..."⁰¹²³⁴⁵⁶⁷⁸⁹"].entries()) };

export const percent = (v) => `${(100 * v).toFixed(1)} %`;

// Four decimals, or a power of ten where the number is too large for them; a true minus sign.
export function four(v) {
  if (!Number.isFinite(v)) return "not finite";
  return Math.abs(v) < 1e4 ? minus(v.toFixed(4)) : significant(v);
}

// Four significant digits, with a power of ten unless that is 1: a gradient or a change.
export function significant(v) {
  const [digits, power] = v.toExponential(3).split("e");
  return minus(power === "+0" ? digits : `${digits}·10${raised(power.replace("+", ""))}`);
}

// Four digits and a power of ten, as gradients and changes are written: that of the largest of a column.
export function fine(v, most = v) {
  if (!Number.isFinite(v)) return "not finite";
  const power = Number(most.toExponential(3).split("e")[1]);
  const digits = (v / 10 ** power).toFixed(3);
  return minus(`${digits === "-0.000" ? "0.000" : digits}${power ? `·10${raised(String(power))}` : ""}`);
}

// A number that the core has printed in LaTeX, as plain text.
export function plain(latex) {
  return minus(latex.replace(/ ?\\cdot 10\^\{(-?\d+)\}/, (_, power) => `·10${raised(power)}`)
    .replace("\\,\\%", " %"));
}

// A power of ten, or a small number as it is.
export function power(v) {
  return v < 1e4 ? String(v) : four(v).replace(/^1\.000·/, "");
}

// A learning rate as one would type it.
export function rateText(v) {
  return v < 0.001 ? v.toExponential().replace("e-0", "e-") : String(v);
}

const raised = (power) => [...power].map((c) => RAISED[c]).join("");
const minus = (text) => text.replace(/^-/, "−");
