// A learning rate as a reader types it.
import { rateText } from "./numbers.js";

const [LEAST, MOST] = [1e-5, 100];
const DECIMAL = /^\d*[.,]?\d*(e[+-]?\d+)?$/i; // Number() would also take 0x10

// Returns the rate that a text says, or null where it is none.
export function readRate(text) {
  const said = text.trim(), value = Number(said.replace(",", "."));
  return DECIMAL.test(said) && value >= LEAST && value <= MOST ? value : null;
}

// What a reader is told who typed another text, where the rate stays as it is.
export const noRate = (text, rate) => `A learning rate is a number from 0.00001 to 100, and `
  + `“${text.trim()}” is not. It stays at ${rateText(rate)}.`;

// The nearest rate that there can be.
export const within = (rate) => Math.min(MOST, Math.max(LEAST, rate));
