// The landscape of the race on this page. It is asked for, and comes in parts, over the lane of the
// component that shows the race; `data` is empty.
import { createColours } from "../../lib/colour.js";
import { element, fill, tell } from "../../lib/dom.js";
import { lookAt } from "../../lib/looking.js";
import { mount } from "../../lib/mount.js";
import { namesOf } from "../../lib/names.js";
import { four, percent, power } from "../../lib/numbers.js";
import { rateColour } from "../../lib/ramp.js";
import { race } from "../../lib/run.js";
import { levels } from "./contours.js";
import { createGround } from "./ground.js";
import { createMap } from "./map.js";

const MOST_LEVELS = 9;
const MOSTLY = 0.5; // of a run's way lies in the plane; else its path is drawn lightly
const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const SAYS = {
  idle: "Map the ground below the runs of the race as it is now. The lighter, the lower the loss. The "
    + "path of each run is drawn on it.",
  hint: "Point at the map, or press the arrow keys on it, to read its loss.",
};

export default mount(createView);

function createView(root) {
  const find = (selector) => root.querySelector(selector);
  const test = (id) => find(`[data-testid="landscape-${id}"]`);
  const [start, stop, map] = [test("run"), test("stop"), test("map")], rows = [];
  let plane = "paths", cursor = null, due = 0;
  let asked = null; // the number of the landscape that was here when another was asked for
  let seen = false, greeted = false; // is the map in sight; was one begun by itself
  const colours = createColours(find(".landscape"));
  const ground = createGround(), picture = createMap(find("canvas"), colours);
  const look = lookAt("landscape", (part) => {
    const before = ground.have, known = ground.told?.number;
    const joined = ground.take(part);
    if (known !== part.number) [cursor, plane] = [null, part.plane ?? plane];
    if (asked !== part.number) asked = null;
    if (!joined || ground.have !== before) look.first(ground.have); // what comes next
    due ||= requestAnimationFrame(paint);
    greet();
  }, race);

  function begin() {
    asked = ground.told?.number ?? 0;
    race.ask({ do: "landscape", value: plane });
    paint();
  }
  // The first map is there without being asked for, once somebody looks and the race rests.
  function greet() {
    const rests = race.frame?.step && race.frame.status !== "running";
    if (greeted || !seen || !rests || !ground.told) return;
    greeted = true;
    if (!ground.told.number) begin();
  }
  const sight = new IntersectionObserver(([{ isIntersecting }]) => {
    seen = isIntersecting;
    greet();
  }, { threshold: 0.3 });
  sight.observe(map);
  const deaf = race.on(greet);
  start.onclick = begin;
  stop.onclick = () => race.ask({ do: "landscape-stop" });
  for (const name of ["paths", "random"]) {
    test(name).onclick = () => {
      plane = name;
      if (ground.told?.number) begin();
      else paint();
    };
  }
  const point = (event) => {
    if (!ground.rows?.length) return;
    cursor = picture.place(event, ground.told.side);
    paint();
  };
  map.onpointermove = map.onpointerdown = point;
  map.onkeydown = (event) => {
    const way = KEYS[event.key];
    if (!way || !ground.rows?.length) return;
    event.preventDefault();
    const last = ground.told.side - 1;
    cursor = cursor
      ? cursor.map((v, axis) => Math.max(0, Math.min(last, v + way[axis])))
      : nearest([0, 0]);
    paint();
  };

  // The place of the map that is nearest to one of the plane, and the way back.
  function nearest(place) {
    const { middle, reach, side } = ground.told;
    return place.map((v, k) => Math.round((v - middle[k] + reach) / (2 * reach) * (side - 1)));
  }
  function placeOf(at) {
    const { middle, reach, side } = ground.told;
    return at.map((v, k) => middle[k] + reach * (2 * v / (side - 1) - 1));
  }

  function paint() {
    cancelAnimationFrame(due);
    due = 0;
    const told = ground.told ?? { number: 0, status: "idle", done: 0 };
    const status = asked === told.number ? "running" : told.status;
    const lines = ground.range ? levels(...ground.range.map((v) => 10 ** v), MOST_LEVELS) : [];
    const names = namesOf(told.runs ?? []);
    const runs = (told.runs ?? []).map((run, k) => ({
      ...run, name: names[k], colour: rateColour(colours, run.rate),
      path: ground.path(k), light: run.left || run.share < MOSTLY,
    }));
    picture.show({ ground, levels: lines, runs, cursor });
    controls(told, status === "running");
    scale(lines);
    tell(find(".range"), caption(runs));
    table(runs);
    tell(test("says"), told.says ?? SAYS.idle);
    tell(test("reading"), told.number ? reading() : "");
    find(".landscape").classList.toggle("empty", !ground.rows?.length);
    map.ariaLabel = told.number ? "Map of the loss. Arrow keys read it." : "Map of the loss, still empty";
    Object.assign(find(".landscape").dataset, {
      status, done: told.done, plane: told.plane ?? plane, rows: ground.rows?.length ?? 0,
      paths: runs.filter(({ path }) => path.length > 1).length,
    });
  }
  function controls({ number, done }, running) {
    const focused = map.getRootNode().activeElement;
    tell(start, number ? "▶ Map it again" : "▶ Map the ground");
    [start.hidden, stop.hidden] = [running, !running];
    if (focused === start || focused === stop) (running ? stop : start).focus();
    for (const name of ["paths", "random"]) test(name).ariaPressed = String(name === plane);
    find("progress").value = done;
    find("progress").style.visibility = running ? "visible" : "hidden";
  }
  function scale(lines) {
    const { range } = ground, ramp = find(".ramp");
    fill(ramp, lines.length, () => element("span"));
    lines.forEach((level, k) => {
      const [low, high] = range;
      ramp.children[k].style.bottom = `${100 * (Math.log10(level) - low) / (high - low)}%`;
      tell(ramp.children[k], power(level));
    });
  }
  function caption(runs) {
    if (!ground.range) return "";
    const [low, high] = ground.range.map((height) => four(10 ** height));
    const batches = Math.max(0, ...runs.map((run) => run.batches));
    const some = ground.rows.some((row) => !row.every(Number.isFinite));
    return `After ${count(batches)} batches. The loss L on ${count(ground.told.examples)} digits, `
      + `from ${low} to ${high}, on a log scale.${some ? " Red: not finite." : ""}`;
  }
  function table(runs) {
    fill(find("tbody"), runs.length, () => {
      const row = element("tr"), cells = Array.from({ length: 4 }, () => element("td"));
      const [line, name] = [element("i"), element("span")];
      cells[0].append(line, name);
      row.append(...cells);
      rows.push({ row, line, name, cells });
      return row;
    });
    find("table").hidden = !runs.length;
    runs.forEach((run, k) => {
      const { row, line, name, cells } = rows[k];
      line.style.borderColor = run.colour;
      row.className = run.light ? "light" : "";
      tell(name, run.name);
      tell(cells[1], four(run.loss ?? NaN));
      tell(cells[2], run.left ? "off the map" : four(run.below ?? NaN));
      tell(cells[3], run.left || !run.batches ? "–" : percent(run.share));
    });
  }
  function reading() {
    if (!cursor) return SAYS.hint;
    const height = ground.rows[cursor[1]]?.[cursor[0]];
    if (height === undefined) return "Not computed yet.";
    const far = Math.hypot(...placeOf(cursor)) * ground.told.unit;
    return `${Number.isFinite(height) ? `L = ${four(10 ** height)}` : "The loss is not finite"} here, `
      + `${far.toFixed(2)} away from the start`;
  }
  return {
    update() {
      colours.changed();
      paint();
    },
    stop() {
      cancelAnimationFrame(due);
      sight.disconnect();
      deaf();
      look.stop();
      picture.stop();
    },
  };
}

const count = (v) => v.toLocaleString("en");
