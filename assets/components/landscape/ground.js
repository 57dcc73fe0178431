// What is here of a landscape. It comes in parts: rows of the map first, then places of the paths.
import { floats } from "../../lib/racing.js";

export function createGround() {
  let rows, places, had, low, high;
  function begin(part) {
    [rows, places, had, low, high] = [[], [], 0, Infinity, -Infinity];
    ground.told = part;
  }
  const ground = {
    told: null, // all that a part says besides
    get have() { return had; }, // pieces
    get rows() { return rows; }, // log10 of the loss, not finite where that is not
    get range() { return low <= high ? [low, high] : null; }, // of what is finite in them
    path: (k) => places.filter(([run]) => run === k).map(([, a, b]) => [a, b]),
    // Returns whether the part joined on to what is here.
    take(part) {
      if (part.number !== ground.told?.number) begin(part);
      if (part.since !== had) return false;
      ground.told = part;
      const { side } = part;
      const losses = floats(part.rows ?? ""), found = floats(part.places ?? "");
      for (let at = 0; at < losses.length; at += side) {
        const row = losses.slice(at, at + side).map((loss) => Math.log10(Math.max(loss, 1e-12)));
        for (const height of row.filter(Number.isFinite)) {
          [low, high] = [Math.min(low, height), Math.max(high, height)];
        }
        rows.push(row);
      }
      for (let at = 0; at < found.length; at += 3) places.push(found.slice(at, at + 3));
      had = part.until;
      return true;
    },
  };
  return ground;
}
