// State `answer` is the number of the choice last made. The reason is shown at once.
export default function ({ parentElement: root, data, setStateValue }) {
  const list = root.querySelector(".choices");
  root.querySelector("[data-testid=question]").textContent = data.asked;
  while (list.children.length < data.choices.length) {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.testid = `answer-${list.children.length}`;
    list.append(button);
  }
  const show = (answer) => {
    data.choices.forEach((choice, k) => { list.children[k].ariaPressed = String(k === answer); });
    root.querySelector(".reason").textContent = data.choices[answer]?.reason ?? "";
  };
  data.choices.forEach((choice, k) => {
    list.children[k].textContent = choice.text;
    list.children[k].onclick = () => { show(k); setStateValue("answer", k); };
  });
  show(data.answer);
}
