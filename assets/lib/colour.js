// A canvas can't read CSS variables. This looks them up, once for each theme.

// Returns {of, changed}: of(name) is the colour of a role, changed() looks whether the theme is
// another one since it was last asked. An element that has left the page keeps the colours it had.
export function createColours(element) {
  const known = new Map();
  let theme = null;
  return {
    of(name) {
      if (!known.has(name)) {
        const probe = document.createElement("i");
        probe.style.color = `var(--${name})`;
        element.append(probe);
        known.set(name, getComputedStyle(probe).color);
        probe.remove();
      }
      return known.get(name);
    },
    changed() {
      const now = getComputedStyle(element).colorScheme;
      if (now === theme || !element.isConnected) return false;
      theme = now;
      known.clear();
      return true;
    },
  };
}
