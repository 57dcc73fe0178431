"""What a step changes: the loss after it, less the loss before."""

from dataclasses import replace

from nn_core.explain.case import Case
from nn_core.explain.explanation import Explanation, Worked, filled
from nn_core.explain.loss import loss
from nn_core.explain.numbers import Format, significant


def change(before: Case, after: Case) -> Explanation:
    """Return the explanation of how much larger the loss is in another case."""
    old, new = (loss(case.trace, case.y, case.loss) for case in (before, after))
    value = new.value - old.value
    format = significant(value)

    def work(format: Format) -> Worked:
        fine = [
            replace(one, format=one.format.down_to(format.unit), symbol=symbol)
            for one, symbol in ((new, r"L^{\text{new}}"), (old, "L"))
        ]
        return Worked(filled("n - o", n=fine[0].shown, o=fine[1].shown), tuple(fine))

    return Explanation(
        name="change of the loss",
        symbol=r"\Delta L",
        formula=r"L^{\text{new}} - L",
        value=value,
        format=format,
        why="Each loss has enough decimals to show the difference.",
        work=work,
    )
