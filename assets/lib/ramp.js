// A learning rate has a colour of its own, from small to large: in every picture of a race the same.
// It is never said by the colour alone.
const [LEAST, MOST] = [-4, 1]; // powers of ten; farther out all do the same

export function rateColour(colours, rate) {
  const share = Math.min(1, Math.max(0, (Math.log10(rate) - LEAST) / (MOST - LEAST)));
  const [small, large] = ["positive", "loss"].map((role) => colours.of(role).match(/[\d.]+/g).map(Number));
  return `rgb(${[0, 1, 2].map((k) => Math.round(small[k] + share * (large[k] - small[k]))).join(" ")})`;
}
