// State `asked` is {n, text, rest, unseen}: a text with points, whether its wrong lines are to be left out,
// and the share that is kept unseen. `data.answer` says what has become of the message `n`. A pattern is
// asked of the plane itself, by its own lane.
import { createAsking } from "../../lib/asking.js";
import { element, fill, tell } from "../../lib/dom.js";
import { mount } from "../../lib/mount.js";
import { plane } from "../../lib/run.js";
import { createPatterns } from "./patterns.js";
import { createTexts, save } from "./texts.js";

export default mount(createView);

const APART = 50; // ms between two samples that a slider asks for
const PATIENCE = 2000; // ms after which what was asked for counts as refused
let own = null; // the reader's own points, once a pattern has taken their place: a text

function createView(root, first) {
  const test = (id) => root.querySelector(`[data-testid="points-${id}"]`);
  const lane = createAsking();
  let data = first, frame = null, made = first.usual;
  let wanted = null, due = 0, doubt = 0; // a sample that has not come yet, and two timers
  let sent = ""; // the text that was asked about last
  let trouble = ""; // that never left the browser
  const patterns = createPatterns(root, first, { choose, set });
  const texts = createTexts(root, { onText: (text) => send(text, false), onTrouble: complain });

  function choose(name) {
    const { noise, classes } = data.patterns.find((pattern) => pattern.name === name);
    ask({ pattern: name, noise, classes: Math.min(made.classes, classes) });
  }
  function set(number, value) {
    if (frame?.made) ask({ [number]: value });
    else made = { ...made, [number]: value }; // for the next text
    show();
  }
  function ask(change) {
    wanted = made = { ...made, ...change };
    due ||= setTimeout(go, APART);
    show();
  }
  async function go() {
    if (frame && !frame.made) own = await fetched() ?? own;
    due = 0;
    plane.ask({ do: "points", value: wanted });
    clearTimeout(doubt);
    doubt = setTimeout(() => { wanted = null; hear(frame); }, PATIENCE);
  }
  const forget = plane.on(hear);
  function hear(newer) {
    frame = newer;
    if (wanted && newer?.made && same(wanted, newer.made)) wanted = null;
    if (!wanted && newer?.made) made = newer.made;
    show();
  }
  function send(text, rest) {
    sent = text;
    trouble = "";
    lane.ask({ text, rest, unseen: made.unseen });
  }
  function complain(sentence) {
    trouble = sentence;
    answer();
  }
  async function fetched() {
    try {
      const got = await fetch(new URL("points.csv", document.baseURI), { headers: { "X-Studio": data.token } });
      return got.ok ? await got.text() : null;
    } catch {
      return null;
    }
  }
  test("next").onclick = () => ask({ seed: (made.seed + 1) % (data.most.seed + 1) });
  test("back").onclick = () => {
    send(own, false);
    own = null;
  };
  test("rest").onclick = () => send(sent, true);
  test("download").onclick = async () => {
    const text = await fetched();
    if (text === null) complain("The points can't be fetched: there is no connection.");
    else save(text, "points.csv");
  };

  function show() {
    const mine = Boolean(frame && !frame.made && !wanted);
    patterns.show(made, mine);
    test("next").disabled = mine;
    test("back").hidden = own === null || mine;
    tell(test("note"), mine ? "These points are your own. Choose a pattern for others." : `Sample ${made.seed}`);
  }
  function answer() {
    const found = trouble ? null : data.answer;
    tell(test("says"), trouble || found?.says || "");
    const lines = found ? [...found.wrong, ...(found.more ? [`and ${found.more} more`] : [])] : [];
    fill(test("wrong"), lines.length, () => element("li"));
    lines.forEach((line, k) => tell(test("wrong").children[k], line));
    test("rest").hidden = !found?.rest;
    tell(test("rest"), `Keep the other ${found?.rest ?? 0} points`);
  }
  return {
    update(newer, setStateValue) {
      data = newer;
      texts.limit(data.most.megabytes);
      lane.receive(data.n, setStateValue);
      if (plane.frame && !frame) hear(plane.frame);
      show();
      answer();
    },
    stop() {
      forget();
      for (const timer of [due, doubt]) clearTimeout(timer);
      lane.stop();
      texts.stop();
    },
  };
}

const same = (one, other) => Object.keys(one).every((name) => one[name] === other[name]);
