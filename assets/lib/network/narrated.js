// What a step of a walk does, in one or two sentences.
import { capital, title } from "./words.js";

const BENDS = {
  relu: ["ReLU", "leaves what is above 0 as it is and turns the rest into 0"],
  leaky_relu: ["leaky ReLU", "leaves what is above 0 as it is, and a hundredth of the rest"],
  tanh: ["tanh", "squeezes every sum into −1 to 1"],
  sigmoid: ["sigmoid", "squeezes every sum into 0 to 1"],
  identity: ["identity", "leaves every sum as it is"],
  softmax: ["softmax", "turns the sums into shares of 100 %: each depends on all the others"],
};

// network: as createNetwork returns it. step: {column, kind}.
export function narrated(network, { column, kind }) {
  const { shape, values, gradients } = network, l = column - 1;
  const here = capital(title(shape, column)), last = column === shape.units.length;
  const off = () => {
    if (shape.activations[l] !== "relu") return "";
    const many = values.a[l].filter((a) => a === 0).length;
    return many ? ` ${many} of ${shape.units[l]} ${many === 1 ? "is" : "are"} off here` : "";
  };
  const into = l ? `the ${shape.units[l - 1]} activations of ${title(shape, l)}` : "every number of the input";
  const below = l ? capital(title(shape, l)) : "Input";
  const [bend, does] = BENDS[shape.activations[l]] ?? [];
  const sentences = {
    input: () => (shape.side
      ? `The picture: ${shape.inputs.toLocaleString("en")} numbers from 0 (paper) to 1 (ink).`
      : `The input: ${shape.inputs} numbers.`),
    z: () => `${here}: each neuron multiplies ${into} by weights of its own, adds up, and adds its bias. `
      + "That is its weighted sum z.",
    loss: () => "The loss L compares the answer with the target, and says in one number how wrong it is. "
      + "From here on it goes back.",
    sum: () => `${here}: each of the ${shape.units[l]} neurons multiplies ${into} by weights of its own and `
      + "adds up. Blue adds, orange takes away.",
    bias: () => "Each neuron adds its bias, a number of its own that is there whatever the ink. "
      + "Now it has its weighted sum z.",
    activation: () => `${capital(bend)} ${does}.${off() && `${off()}.`} The result is the activation a.`,
    gradient_a: () => `${here}, dL/da: how would the loss change if an answer were a little larger? `
      + "Blue: it would grow. Orange: it would shrink.",
    gradient_z: () => {
      if (last && gradients.matched) {
        return `${here}, dL/dz: here it is simply a − y, what the network said minus what is true.`;
      }
      if (bend === "softmax") {
        return `${here}, dL/dz: raising one sum takes something from all the other shares, so each answer `
          + "counts here.";
      }
      const lost = off() && `${off()}: nothing gets through.`;
      return `${here}, dL/dz: each gradient is multiplied by the slope f′(z) of ${bend}.${lost}`;
    },
    gradient_W: () => `${here}, dL/dW: each weight is blamed with what came through it times the dL/dz where `
      + "it arrives. A bias is blamed with that dL/dz itself.",
    gradient_x: () => (l
      ? `${below}, dL/da: the blame goes back through the same weights. Each neuron adds up weight · dL/dz of `
        + "all that it leads to."
      : `${below}, dL/dx: how the loss would change with each ${shape.side ? "pixel" : "number"}. `
        + "That is only to look at: training leaves the input alone."),
    update: () => "Until here nothing has changed: the way back only measures. The update is one line after "
      + `it: every weight${gradients.biases ? " and bias" : ""} moves a little against its gradient, `
      + "w − η · dL/dw, all at once.",
  };
  return sentences[kind]();
}
