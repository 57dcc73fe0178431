// A field for a setting: a number within bounds, or a word in its place, such as “full”.

// Makes a field of an <input>; it gains show(value). use(value) hears what was typed, null for the word
// `or`; refuse(text, stays) hears what is neither, and what the field keeps.
export function typedField(input, { from, to, whole = false, or = null }, { use, refuse }) {
  let now = "";
  Object.assign(input, { type: "text", autocomplete: "off" });
  input.onchange = () => {
    const value = read(input.value);
    if (value !== undefined) return use(value);
    refuse(input.value, now);
    input.value = now;
  };
  input.onkeydown = ({ key }) => { if (key === "Escape") input.value = now; };
  function read(text) {
    const typed = text.trim().toLowerCase().replace(",", "."), value = Number(typed);
    if (or && typed === or) return null;
    return /^\d*\.?\d*(e-?\d+)?$/.test(typed) && typed && value >= from && value <= to
      && (!whole || Number.isInteger(value)) ? value : undefined;
  }
  return Object.assign(input, {
    show(value) { // not while it is typed in
      now = String(value ?? or);
      if (input.getRootNode().activeElement !== input) input.value = now;
    },
  });
}
