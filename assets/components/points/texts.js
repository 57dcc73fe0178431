// Texts with points come in from the box, by choice and by drop, and leave as a file.
const MEGABYTE = 1e6;

// onText(text) when a text is wanted, or onTrouble(sentence) where it is too large.
export function createTexts(root, { onText, onTrouble }) {
  const find = (id) => root.querySelector(`[data-testid="points-${id}"]`);
  const box = find("text"), chooser = find("file");
  let most = 1, turn = 0; // megabytes; the newest file

  function fits(size) {
    if (size <= most * MEGABYTE) return true;
    onTrouble(`A text of at most ${most} MB can be read, this one has ${(size / MEGABYTE).toFixed(1)} MB.`);
    return false;
  }
  async function take(file) {
    const mine = ++turn;
    if (!fits(file.size)) return;
    const text = await read(file).catch(() => null);
    if (mine !== turn) return; // another one was chosen since
    if (text === null) onTrouble("This file can't be read.");
    else onText(text);
  }
  find("use").onclick = () => {
    turn += 1;
    if (fits(box.value.length)) onText(box.value);
  };
  find("choose").onclick = () => chooser.click();
  chooser.onchange = () => {
    if (chooser.files.length) take(chooser.files[0]);
    chooser.value = ""; // the same file may be chosen again
  };
  const over = (is) => box.classList.toggle("over", is);
  const onDragOver = (event) => {
    if (!event.dataTransfer.types.includes("Files")) return; // a text that is dragged into the box
    event.preventDefault();
    over(true);
  };
  const onDragLeave = ({ relatedTarget }) => { if (!relatedTarget) over(false); };
  const onDrop = (event) => {
    over(false);
    const [file] = event.dataTransfer.files;
    if (!file) return;
    event.preventDefault(); // else the browser would leave the page and open the file
    take(file);
  };
  const listeners = { dragover: onDragOver, dragleave: onDragLeave, drop: onDrop };
  for (const [kind, act] of Object.entries(listeners)) document.addEventListener(kind, act);
  return {
    limit(megabytes) { most = megabytes; },
    stop() {
      turn += 1;
      for (const [kind, act] of Object.entries(listeners)) document.removeEventListener(kind, act);
    },
  };
}

// A spreadsheet's "Unicode text" has two bytes a character, and says so with its first two.
async function read(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(wide ? "utf-16le" : "utf-8").decode(bytes);
}

export function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href));
}
