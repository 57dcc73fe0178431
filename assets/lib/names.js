// What activations, optimizers and the runners of a race are called on every page.
import { rateText } from "./numbers.js";

export const ACTIVATIONS = {
  tanh: "tanh", sigmoid: "sigmoid", relu: "ReLU", leaky_relu: "leaky ReLU", identity: "identity",
};
export const OPTIMIZERS = { sgd: "SGD", momentum: "momentum", adam: "Adam" };

// Runners by their rates, and by their optimizers where not all have the same.
export function namesOf(runners) {
  const mixed = runners.some(({ optimizer }) => optimizer !== runners[0].optimizer);
  return runners.map(({ rate, optimizer }) => rateText(rate) + (mixed ? ` ${OPTIMIZERS[optimizer]}` : ""));
}
