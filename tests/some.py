"""Many cases of one claim: `make quick` takes the first few of them, `make test` takes all."""

import pytest


def some(cases, quick):
    """Return the cases as pytest wants them, all but the first `quick` of them marked as long."""
    each = [case if isinstance(case, tuple) else (case,) for case in cases]
    return [
        pytest.param(*case, marks=[pytest.mark.long] * (place >= quick))
        for place, case in enumerate(each)
    ]
