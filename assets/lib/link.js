// What a rerun has sent is written once: at a change of theme it comes again, and may then be older
// than what another component has written since.
const written = new WeakSet();

// A link carries the state of a lesson: what is not usual stands in the address, by name. Written
// here and not by a rerun, which would make a step for the Back button of every turn of a knob.
export function writeLink(settings, usual) {
  if (written.has(settings)) return;
  written.add(settings);
  const address = new URL(location.href);
  for (const [name, value] of Object.entries(settings)) {
    if (value === usual[name]) address.searchParams.delete(name);
    else address.searchParams.set(name, value);
  }
  address.search = address.search.replaceAll("%2C", ",").replaceAll("%3B", ";"); // a list stays readable
  if (address.href !== location.href) history.replaceState(history.state, "", address);
}
