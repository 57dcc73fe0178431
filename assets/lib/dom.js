// Nodes are made once and updated. Text enters the page by textContent alone.
export function element(tag, className = "", says = "") {
  return Object.assign(document.createElement(tag), { className, textContent: says });
}

export function button(className, onclick = null) {
  return Object.assign(element("button", className), { type: "button", onclick });
}

export function within(tag, child) {
  const made = element(tag);
  made.append(child);
  return made;
}

// What is read aloud is read again whenever it is written.
export function tell(node, says) {
  if (node.textContent !== says) node.textContent = says;
}

// Shows so many children; made(k) makes those that are missing.
export function fill(parent, count, made) {
  while (parent.children.length < count) parent.append(made(parent.children.length));
  [...parent.children].forEach((child, k) => { child.hidden = k >= count; });
}
