// A canvas can't read CSS variables: this asks the browser what one of them is right now.
export function colour(element, name) {
  const probe = document.createElement("i");
  probe.style.color = `var(--${name})`;
  element.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}
