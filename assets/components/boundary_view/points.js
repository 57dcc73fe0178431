// The points of the plane as this page has them. What the reader does shows at once; the server's
// points take their place as soon as it has heard of everything.
import { floats } from "../../lib/racing.js";

const AGAIN = 1000; // ms until points that did not come are asked for once more

// on() is called when there are other points. Returns the points: {list, names, middle, unit}, where
// the list has {x, y, of, unseen}, and how to change and to fetch them.
export function createPoints(on) {
  const points = { list: [], names: [], middle: [0, 0], unit: [1, 1] };
  let token = null, name = null; // of the studio, and of the points that are here
  let coming = false, timer = 0, edits = 0;

  function edited() {
    edits += 1;
    on();
  }
  async function fetchOf(wanted) {
    [coming, timer] = [true, 0];
    const before = edits;
    const answer = await fetch(new URL("points", document.baseURI), { headers: { "X-Studio": token } })
      .then((found) => (found.ok ? found.json() : null), () => null);
    coming = false;
    if (!answer) timer = setTimeout(fetchOf, AGAIN, wanted);
    else if (edits === before) take(answer);
  }
  function take({ points: newer, x, classes, unseen, names, middle, unit }) {
    name = newer;
    const places = floats(x);
    const list = classes.map((of, k) => ({ x: places[2 * k], y: places[2 * k + 1], of, unseen: unseen[k] > 0 }));
    Object.assign(points, { list, names, middle, unit });
    on();
  }
  return Object.assign(points, {
    // Fetches the points of this name, unless they are here; not while the server has not heard all.
    want(wanted, studio, settled) {
      if (studio !== token) [token, name] = [studio, null];
      if (wanted !== name && settled && !coming && !timer) fetchOf(wanted);
    },
    doubt() { name = null; }, // the server may have refused what shows here
    add(x, y, of) {
      points.list = [...points.list, { x, y, of, unseen: false }];
      edited();
    },
    move(n, x, y) {
      Object.assign(points.list[n], { x, y });
      edited();
    },
    remove(n) {
      points.list = points.list.filter((_, k) => k !== n);
      edited();
    },
    stop() { clearTimeout(timer); },
  });
}
