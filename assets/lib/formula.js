// Formulas: the LaTeX that the core writes, as MathML; it needs no more of LaTeX than that. The
// spaces are TeX's and set by hand, so that every browser shows the same. look.css has the fonts.
const MATHML = "http://www.w3.org/1998/Math/MathML";
const TOKEN = /\\(?:text|mathrm|operatorname)\{[^{}]*\}|\\[a-zA-Z]+|\\.|\d+(?:\.\d+)?|\S/g;

const LETTERS = {
  "\\alpha": "α", "\\beta": "β", "\\delta": "δ", "\\Delta": "Δ", "\\epsilon": "ϵ", "\\eta": "η",
  "\\sigma": "σ", "\\partial": "∂",
};
const RELATIONS = {
  "=": "=", "<": "<", ">": ">", "\\le": "≤", "\\ge": "≥", "\\ne": "≠", "\\approx": "≈",
  "\\leftarrow": "←", "\\to": "→",
};
const OPERATORS = { "+": "+", "-": "−", "\\cdot": "⋅", "\\times": "×" };
const FENCES = { "(": "open", "[": "open", ")": "close", "]": "close" };
const SIGNS = { "\\%": "%", "\\ldots": "…", "\\cdots": "⋯", "|": "|", "/": "/", "!": "!" };
const FUNCTIONS = new Set(["\\exp", "\\ln", "\\max", "\\min", "\\tanh"]);
const SPACES = { "\\,": 3, "\\;": 5, "\\ ": 6, "\\quad": 18 }; // eighteenths of the font size

// Returns a <span> with the formula. It may wrap before its outermost operators and relations.
export function formula(latex) {
  const line = document.createElement("span");
  line.className = "formula";
  for (const nodes of pieces(parse(latex))) {
    if (line.firstChild) line.append(document.createElement("wbr"));
    const math = element("math", ...nodes);
    math.setAttribute("displaystyle", "true"); // a fraction is as large as what stands beside it
    line.append(math);
  }
  return line;
}

// Returns a printed number as it is said.
export function spoken(latex) {
  const power = latex.replace(/ \\cdot 10\^\{(.*?)\}/, " times ten to the power of $1");
  return power.replace("\\,\\%", " %").replaceAll("-", "−");
}

// An atom is {kind, node}, and `tall` where a fraction or a sum makes it so. Its kind decides about
// the space beside it: letter (or number), function, operator, relation, open, close, comma, space.
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
    if (token in FENCES) return sign(token, FENCES[token]);
    if (token in SIGNS) return sign(SIGNS[token]);
    if (token in SPACES) return { kind: "space", node: space(SPACES[token]) };
    if (token === ",") return sign(",", "comma");
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
  const scripts = [below, above].filter(Boolean).map((atoms) => element("mrow", ...spaced(atoms, true)));
  const name = below && above ? both : below ? under : over;
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

const words = (text) => element("mtext", text.replaceAll(" ", "\u00a0"));

// The nodes of the atoms with space between them.
const spaced = (atoms, script = false) => laid(atoms, script).flatMap(({ nodes }) => nodes);

// The same, cut before every operator and relation.
function pieces(atoms) {
  const cut = [[]];
  for (const { nodes, breaks } of laid(atoms, false)) {
    if (breaks && cut.at(-1).length) cut.push([]);
    cut.at(-1).push(...nodes);
  }
  return cut;
}

// A plus or minus with nothing before it that it could add to is a sign.
const STARTS = [undefined, "function", "operator", "relation", "open", "comma"];

function laid(atoms, script) {
  let last;
  const kinds = atoms.map(({ kind }) => {
    if (kind === "operator" && STARTS.includes(last)) kind = "letter";
    if (kind !== "space") last = kind;
    return kind;
  });
  return atoms.map(({ node }, k) => {
    const width = gap(kinds[k], kinds[k + 1], script);
    const breaks = ["operator", "relation"].includes(kinds[k]);
    return { nodes: width ? [node, space(width)] : [node], breaks };
  });
}

// How much TeX leaves between two kinds.
function gap(before, after, script) {
  const has = (...kinds) => kinds.includes(before) || kinds.includes(after);
  if (after === undefined || has("space")) return 0;
  if (!script && has("relation")) return 5;
  if (!script && has("operator")) return 4;
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
