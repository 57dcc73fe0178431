// Formulas: the LaTeX that the core writes, as MathML; it needs no more of LaTeX than that. The
// spaces are TeX's and set by hand, so that every browser shows the same. look.css has the fonts.
const MATHML = "http://www.w3.org/1998/Math/MathML";
const TOKEN = /\\(?:text|mathrm|operatorname)\{[^{}]*\}|\\[a-zA-Z]+|\\.|\d+(?:\.\d+)?|\S/g;

const LETTERS = {
  "\\delta": "δ", "\\Delta": "Δ", "\\epsilon": "ϵ", "\\eta": "η", "\\lambda": "λ", "\\sigma": "σ",
  "\\partial": "∂",
};
const RELATIONS = {
  "=": "=", "<": "<", ">": ">", "\\le": "≤", "\\ge": "≥", "\\leftarrow": "←", "\\to": "→",
};
const OPERATORS = { "+": "+", "-": "−" };
const TIMES = { "\\cdot": "⋅" };
const FENCES = { "(": "open", "[": "open", ")": "close", "]": "close" };
const FUNCTIONS = new Set(["\\ln", "\\max", "\\tanh"]);
const SPACES = { "\\,": 3, "\\;": 5, "\\quad": 18 }; // eighteenths of the font size

// Returns a <span> with the formula. On a narrow place it wraps: before a plus, a minus or a
// relation that stands outside of all parentheses, and within a term only if that is too long.
export function formula(latex) {
  const line = document.createElement("span");
  line.className = "formula";
  for (const factors of cut(parse(latex))) {
    const term = document.createElement("span");
    term.className = "term";
    for (const nodes of factors) {
      const math = element("math", ...nodes);
      math.setAttribute("displaystyle", "true"); // a fraction as large as what stands beside it
      term.append(math, document.createElement("wbr"));
    }
    line.append(term, document.createElement("wbr"));
  }
  return line;
}

// Shows a formula in a cell, or nothing. What it shows already stays: while a bar is dragged most of
// a sum does, and to lay it out again would take longer than all else.
const laidOut = new WeakMap(); // the LaTeX by its cell

export function typeset(cell, latex) {
  if (laidOut.get(cell) === latex) return;
  laidOut.set(cell, latex);
  cell.replaceChildren(...(latex ? [formula(latex)] : []));
}

// Returns a printed number as it is said.
export function spoken(latex) {
  const power = latex.replace(/ \\cdot 10\^\{(.*?)\}/, " times ten to the power of $1");
  return power.replace("\\,\\%", " %").replaceAll("-", "−");
}

// An atom is {kind, node}, and `tall` where a fraction or a sum makes it so. Its kind decides about
// the space beside it: letter (or number), function, operator (plus or minus), times, relation,
// open, close, comma, space.
const letter = (node, tall = false) => ({ kind: "letter", node, tall });

function parse(latex) {
  const tokens = latex.match(TOKEN) ?? [];
  let at = 0;

  function row(end) {
    const atoms = [];
    while (at < tokens.length && tokens[at] !== end) atoms.push(atom());
    at += 1; // past the end
    return atoms;
  }
  function argument() {
    if (tokens[at] !== "{") return [nucleus()];
    at += 1;
    return row("}");
  }
  function atom() {
    const base = nucleus();
    let below = null, above = null;
    while (at < tokens.length && "_^'".includes(tokens[at])) {
      const mark = tokens[at++];
      if (mark === "_") below = argument();
      else above = [...(above ?? []), ...(mark === "^" ? argument() : [sign("′")])];
    }
    return below || above ? scripted(base, below, above) : base;
  }
  function nucleus() {
    const token = tokens[at++] ?? "";
    if (token === "{") return group(row("}"));
    if (/^\d/.test(token)) return letter(element("mn", token));
    if (/^[a-zA-Z]$/.test(token)) return letter(element("mi", token));
    if (token in LETTERS) return letter(element("mi", LETTERS[token]));
    if (token in RELATIONS) return sign(RELATIONS[token], "relation");
    if (token in OPERATORS) return sign(OPERATORS[token], "operator");
    if (token in TIMES) return sign(TIMES[token], "times");
    if (token in FENCES) return sign(token, FENCES[token]);
    if (token in SPACES) return { kind: "space", node: space(SPACES[token]) };
    if (token === ",") return sign(token, "comma");
    if (token === "\\%") return sign("%");
    if (FUNCTIONS.has(token)) return { kind: "function", node: words(token.slice(1)) };
    const [, command, text] = token.match(/^(\\[a-zA-Z]+)(?:\{(.*)\})?$/) ?? [];
    switch (command) {
      case "\\text": case "\\mathrm": return letter(words(text));
      case "\\operatorname": return { kind: "function", node: words(text) };
      case "\\sum": return sum();
      case "\\frac": case "\\tfrac": return fraction(command, argument(), argument());
      case "\\sqrt": return letter(element("msqrt", ...spaced(argument())));
      case "\\hat": return hat(argument());
      case "\\left": return fenced(tokens[at++], row("\\right"), tokens[at++]);
      default: return letter(element("merror", element("mtext", token)));
    }
  }
  return row();
}

function scripted({ kind, node, tall }, below, above) {
  const [both, under, over] = node.classList.contains("large")
    ? ["munderover", "munder", "mover"] : ["msubsup", "msub", "msup"];
  const name = below && above ? both : below ? under : over;
  const scripts = [below, above].filter(Boolean)
    .map((atoms) => element("mrow", ...spaced(atoms, true)));
  return { kind, tall, node: element(name, node, ...scripts) };
}

function fraction(command, above, below) {
  const whole = element("mfrac", group(above).node, group(below).node);
  if (command === "\\frac") return letter(whole, true);
  const small = element("mstyle", whole);
  small.setAttribute("displaystyle", "false");
  return letter(small);
}

function fenced(left, atoms, right) {
  const tall = atoms.some((atom) => atom.tall);
  const fences = [sign(left, "open"), sign(right, "close")];
  if (tall) for (const fence of fences) fence.node.classList.add("tall");
  return group([fences[0], ...atoms, fences[1]]);
}

const group = (atoms) =>
  letter(element("mrow", ...spaced(atoms)), atoms.some((atom) => atom.tall));

function sign(text, kind = "letter") {
  const node = element("mo", text);
  for (const side of ["lspace", "rspace"]) node.setAttribute(side, "0");
  node.setAttribute("stretchy", "false");
  return { kind, node };
}

function sum() {
  const { node } = sign("∑");
  node.setAttribute("largeop", "false"); // look.css makes it large
  node.setAttribute("movablelimits", "false");
  node.classList.add("large");
  return { kind: "function", node, tall: true };
}

function hat(atoms) {
  const node = element("mover", group(atoms).node, sign("ˆ").node);
  node.setAttribute("accent", "true");
  return letter(node);
}

const words = (text = "") => element("mtext", text.replaceAll(" ", "\u00a0"));

// The nodes of the atoms, with space between them.
const spaced = (atoms, script = false) => laid(atoms, script).flatMap(({ nodes }) => nodes);

// The same by terms, and in each by factors.
function cut(atoms) {
  const terms = [[[]]];
  for (const { nodes, kind } of laid(atoms, false)) {
    if (kind === "relation" || kind === "operator") terms.push([[]]);
    if (kind === "times") terms.at(-1).push([]);
    terms.at(-1).at(-1).push(...nodes);
  }
  return terms.map((factors) => factors.filter((nodes) => nodes.length));
}

// The nodes of each atom, with the space after it, and its kind where it stands.
function laid(atoms, script) {
  let last;
  const kinds = atoms.map(({ kind }, k) => {
    if (kind === "operator" && BEFORE_SIGN.includes(last)) kind = "letter";
    if (kind === "times" && isPower(atoms[k + 1])) kind = "scale";
    if (kind !== "space") last = kind;
    return kind;
  });
  return atoms.map(({ node }, k) => {
    const width = gap(kinds[k], kinds[k + 1], script);
    return { nodes: width ? [node, space(width)] : [node], kind: kinds[k] };
  });
}

// After these a plus or a minus is a sign. (It is one at the beginning, too.)
const BEFORE_SIGN = [undefined, "function", "operator", "times", "relation", "open", "comma"];

// A power of ten, which stays with its number.
const isPower = (atom) =>
  atom?.node.localName === "msup" && atom.node.firstChild.textContent === "10";

// How much TeX leaves between two kinds.
function gap(before, after, script) {
  const has = (...kinds) => kinds.includes(before) || kinds.includes(after);
  if (after === undefined || has("space")) return 0;
  if (!script && has("relation")) return 5;
  if (!script && has("operator", "times", "scale")) return 4;
  if (!script && before === "comma") return 3;
  return has("function") && !has("open", "comma") ? 3 : 0;
}

function space(width) {
  const node = element("mspace");
  node.setAttribute("width", `${(width / 18).toFixed(4)}em`);
  return node;
}

function element(name, ...children) {
  const node = document.createElementNS(MATHML, name);
  node.append(...children);
  return node;
}
