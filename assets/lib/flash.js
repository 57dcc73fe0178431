// A number that changed flashes once, softly.
const still = matchMedia("(prefers-reduced-motion: reduce)");

export function flash(element) {
  if (still.matches) return;
  const lit = "color-mix(in srgb, var(--selection) 24%, transparent)";
  element.animate({ backgroundColor: [lit, "transparent"] }, { duration: 250, easing: "ease-out" });
}
