// Numbers as pixels: how strong the colour is says how large, which colour says on what side of 0.
export function paintPixels(canvas, numbers, reach, colours, [above, below = above]) {
  const side = Math.sqrt(numbers.length);
  const [up, down] = [above, below].map((role) => colours.of(role).match(/[\d.]+/g).map(Number));
  canvas.width = canvas.height = side;
  const image = new ImageData(side, side);
  numbers.forEach((v, i) => {
    image.data.set([...(v < 0 ? down : up), 255 * Math.abs(v) / reach], 4 * i);
  });
  canvas.getContext("2d").putImageData(image, 0, 0);
}

// The largest size of any of these, or 1 where all are 0.
export const largest = (numbers) => (
  numbers.reduce((most, v) => Math.max(most, Math.abs(v)), 0) || 1);
