// A field for one number. What is no number changes nothing, and says what was expected.

// Makes a field of an <input>; it gains show(value). change(value) hears a number, refuse(text) what was
// wrong with one, or ""; range() gives the [least, most] that it may be.
export function numberField(input, called, id, { change, refuse, range }) {
  let value = null, typing = false; // what is being typed stays, whatever answer comes
  const written = () => String(Number(value.toPrecision(6)));
  Object.assign(input, { ariaLabel: called, autocomplete: "off", inputMode: "decimal", spellcheck: false });
  input.dataset.testid = id;
  input.onfocus = () => input.select();
  input.oninput = () => { typing = true; };
  input.onblur = rest;
  input.onkeydown = ({ key }) => { if (key === "Escape") rest(); };
  function rest() {
    typing = false;
    input.value = written();
  }
  input.onchange = () => {
    const text = input.value.trim().replace(",", ".").replace("−", "-"), typed = Number(text);
    const [least, most] = range();
    if (input.value === written()) return refuse("");
    if (text === "" || !(typed >= least && typed <= most)) {
      refuse(`${called}: expected a number from ${String(least).replace("-", "−")} to ${most}, so ${written()} stays.`);
    } else {
      value = typed;
      refuse("");
      change(typed);
    }
    rest();
  };
  return Object.assign(input, {
    show(newer) {
      value = newer;
      input.dataset.value = String(newer);
      if (!typing && input.value !== written()) input.value = written();
    },
  });
}
