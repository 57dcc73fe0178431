// Two pictures followed through a training that was told before: here it is played, stepped through
// and scrubbed. State `asked` is {n, open, follow}: `open` is the code of a number to explain, or null
// for none, `follow` that of the open number after another batch.
import { createAsking } from "../../lib/asking.js";
import { createColours } from "../../lib/colour.js";
import { tell } from "../../lib/dom.js";
import { writeLink } from "../../lib/link.js";
import { mount } from "../../lib/mount.js";
import { four, percent } from "../../lib/numbers.js";
import { createCard } from "./card.js";
import { createCurve } from "./curve.js";

const PACE = 60; // batches a second

export default mount(createView);

function createView(root, data) {
  const find = (selector) => root.querySelector(selector);
  const test = (id) => find(`[data-testid="${id}"]`);
  const losses = floats(data.losses), last = losses.length, updates = last / data.epochs;
  const colours = createColours(find(".followed")), asking = createAsking();
  let status = "paused", link = data.link.open, frames = 0;
  let taken = link?.startsWith("follow-") ? Number(link.split("-").at(-1)) : data.opening * updates; // batches
  let from = 0, since = 0, frame = 0; // where and when play began

  const cards = data.followed.map((one, k) => {
    const card = createCard(["cat", "wrong"][k], { ...one, path: floats(one.path), epochs: data.epochs, updates }, colours,
      (code) => asking.ask({ open: `${code}-${taken}` }));
    find(".cards").append(card.node);
    card.ready();
    return card;
  });
  const curve = createCurve(test("followed-curve"), colours, data);

  function go(to) {
    halt();
    taken = Math.max(0, Math.min(last, to));
    show();
    settle();
  }
  function settle() {
    writeLink({ epoch: Math.floor(taken / updates) }, { epoch: 0 });
    const [part, which, name] = link?.split("-") ?? [];
    if (part === "follow") asking.ask({ follow: `${which}-${name}-${taken}` }); // the open number goes along
  }
  function halt() {
    cancelAnimationFrame(frame);
    frame = 0;
  }
  function play() {
    if (taken === last) taken = 0;
    [from, since, frames] = [taken, performance.now(), 0];
    frame = requestAnimationFrame(tick);
    show();
    test("train-pause").focus();
  }
  function pause() {
    go(taken);
    test("train-run").focus();
  }
  function tick(now) {
    taken = Math.min(last, from + Math.floor(Math.max(0, now - since) * PACE / 1000));
    frames += 1;
    if (taken === last) return test("train-pause").matches(":focus") ? pause() : go(last);
    frame = requestAnimationFrame(tick);
    show();
  }
  function show() {
    const epoch = Math.floor(taken / updates), now = data.measured[epoch];
    status = frame ? "running" : taken ? "paused" : "idle";
    for (const card of cards) card.show(taken);
    curve.show(taken / updates);
    tell(test("train-status"), `epoch ${epoch} · batch ${taken.toLocaleString("en")}`);
    Object.assign(test("train-status").dataset, {
      status, step: taken, epoch: (taken / updates).toFixed(4), loss: taken ? losses[taken - 1].toFixed(6) : "",
      fps: frame ? Math.round(1000 * frames / Math.max(1, performance.now() - since)) : 0,
    });
    test("train-run").hidden = Boolean(frame);
    test("train-pause").hidden = !frame;
    for (const id of ["train-step", "train-epoch"]) test(id).disabled = taken === last;
    test("train-reset").disabled = taken === 0;
    test("train-scrub").value = epoch;
    tell(test("followed-measured"), `After epoch ${epoch}: loss ${four(now[0])}, unseen ${four(now[1])}. Read right: `
      + `${percent(now[2])}, unseen ${percent(now[3])}.`);
    test("followed-curve").ariaLabel = `Loss and accuracy over the epochs. ${test("followed-measured").textContent}`;
    tell(test("followed-enough"), taken === last ? data.enough : "");
  }
  test("train-run").onclick = play;
  test("train-pause").onclick = pause;
  test("train-step").onclick = () => go(taken + 1);
  test("train-epoch").onclick = () => go((Math.floor(taken / updates) + 1) * updates);
  test("train-reset").onclick = () => go(0);
  test("train-scrub").max = data.epochs;
  test("train-scrub").oninput = ({ target }) => go(target.value * updates);
  find(".followed").onkeydown = ({ key }) => { if (key === "Escape" && link) asking.ask({ open: null }); };
  show();
  return {
    update(newer, setStateValue) {
      link = newer.link.open;
      writeLink(newer.link, { open: null });
      asking.receive(newer.n, setStateValue);
      if (colours.changed()) for (const part of [...cards, curve]) part.paint();
    },
    stop() {
      halt();
      asking.stop();
      for (const part of [...cards, curve]) part.stop();
    },
  };
}

function floats(text) {
  return new Float32Array(Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer);
}
