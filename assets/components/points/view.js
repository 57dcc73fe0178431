// State `asked` is {n, text, rest, unseen}: a text with points, whether its wrong lines are to be left out,
// and the share that is kept unseen. `data.answer` says what has become of the message `n`. All else is
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
const LONGEST = 20; // characters of a class's name

function createView(root, first) {
  const test = (id) => root.querySelector(`[data-testid="points-${id}"]`);
  const lane = createAsking();
  let data = first, frame = null;
  let made = first.made; // the numbers that are shown
  let wanted = null; // the command that the plane has not answered yet
  let due = 0, doubt = 0; // timers
  let sent = ""; // the text that was asked about last
  let trouble = ""; // that never left the browser
  let past = 0; // the answer to this message is out of date
  const patterns = createPatterns(root, first, { choose, set });
  const texts = createTexts(root, { onText: (text) => send(text, false), onTrouble: complain });
  const forget = plane.on(hear);

  function choose(name) {
    const { noise, classes } = data.patterns.find((pattern) => pattern.name === name);
    another({ pattern: name, noise, classes: Math.min(made.classes, classes) });
  }
  function set(number, value) {
    if (frame?.made || wanted?.do === "points") return another({ [number]: value });
    made = { ...made, [number]: value };
    ask({ do: "part", value });
  }
  function another(change) {
    made = { ...made, ...change };
    ask({ do: "points", value: made });
  }
  function ask(command) {
    wanted = command;
    due ||= setTimeout(go, APART);
    show();
  }
  function go() {
    [due, past] = [0, data.n];
    plane.ask(wanted);
    clearTimeout(doubt);
    doubt = setTimeout(() => { wanted = null; hear(frame); }, PATIENCE);
    answer();
  }
  function hear(newer) {
    if (!newer) return;
    const came = newer.points !== frame?.points && frame;
    if (wanted && !due && (newer.made ? same(newer.made, wanted.value) : came)) wanted = null;
    frame = newer;
    if (!wanted && frame.made) made = frame.made;
    show();
  }
  function send(text, rest) {
    [sent, trouble] = [text, ""];
    lane.ask({ text, rest, unseen: made.unseen });
  }
  function complain(sentence) {
    trouble = sentence;
    answer();
  }
  test("next").onclick = () => another({ seed: (made.seed + 1) % (data.most.seed + 1) });
  test("back").onclick = () => plane.ask({ do: "back" });
  test("rest").onclick = () => send(sent, true);
  test("download").onclick = async () => {
    try {
      const got = await fetch(new URL("points.csv", document.baseURI), { headers: { "X-Studio": data.token } });
      if (!got.ok) throw new Error(got.statusText);
      save(await got.blob(), "points.csv");
    } catch {
      complain("The points can't be fetched: there is no connection.");
    }
  };

  function show() {
    const mine = Boolean(frame && !frame.made && wanted?.do !== "points");
    patterns.show(made, mine);
    test("next").disabled = mine;
    hide(test("back"), !frame?.own, test("unseen"));
    tell(test("back"), mine ? "Back to your other points" : "Back to your own points");
    if (frame) what();
  }
  function what() {
    const list = test("names");
    fill(list, frame.names.length, () => element("li"));
    frame.names.forEach((name, k) => tell(list.children[k], short(name)));
    const [seen, unseen] = [frame.seen, frame.unseen].map((count) => count.toLocaleString("en"));
    tell(test("note"), `${frame.made ? `Sample ${made.seed}` : "Your own"}: ${seen} to learn from, ${unseen} unseen.`);
  }
  function answer() {
    const found = trouble || data.n === past ? null : data.answer;
    tell(test("says"), trouble || found?.says || "");
    const lines = found ? [...found.wrong, ...(found.more ? [`and ${found.more.toLocaleString("en")} more`] : [])] : [];
    fill(test("wrong"), lines.length, () => element("li"));
    lines.forEach((line, k) => tell(test("wrong").children[k], line));
    hide(test("rest"), !found?.rest, test("use"));
    if (found?.rest) tell(test("rest"), `Keep the other ${found.rest.toLocaleString("en")} points`);
  }
  return {
    update(newer, setStateValue) {
      data = newer;
      texts.limit(data.most.megabytes);
      lane.receive(data.n, setStateValue);
      if (!frame) hear(plane.frame);
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

// Who has just pressed a button that is not needed any more goes on at the next.
function hide(button, hidden, next) {
  if (hidden && button.matches(":focus")) next.focus();
  button.hidden = hidden;
}

const same = (one, other) => Object.keys(one).every((name) => one[name] === other?.[name]);

function short(name) {
  const letters = [...name];
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST).join("")}…` : name;
}
