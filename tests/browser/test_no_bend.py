"""Layers without a bend, and a fit that needs one, in a real browser."""

from playwright.sync_api import expect
from test_draw import PHONE

from nn_core import forward
from nn_core.bent import STEPS, best_line, snapshots
from nn_core.explain.merged import one_layer
from ui.two_layers import Asked, check


def part(page, id):
    return page.get_by_test_id(f"product-{id}")


def fit(page, id):
    return page.get_by_test_id(f"bend-{id}")


def expect_both(page, numbers, between="none"):
    """Expect what both layers come to, and what the one in their place does."""
    trace = check(numbers, between).trace
    ways = {"two": trace, "one": forward((one_layer(trace),), trace[0].x)}
    for way, there in ways.items():
        for k in (0, 1):
            value = f"{there[-1].z[0, k] + 0.0:.6f}"
            expect(part(page, f"{way}-{k}")).to_have_attribute("data-value", value)


def test_two_layers_are_multiplied_out_and_a_bend_parts_them(visit, address):
    page, numbers = visit(f"{address}/activations?between=relu"), list(Asked().numbers)
    expect_both(page, numbers, "relu")
    expect(part(page, "verdict")).to_contain_text("No other matrix will do")
    part(page, "between-none").click()
    expect_both(page, numbers)
    expect(part(page, "verdict")).to_contain_text("Both ways give the same two numbers")
    part(page, "x-1").press("ArrowLeft")
    part(page, "x-1").press("ArrowLeft")
    numbers[0] = 0.0
    expect_both(page, numbers)
    part(page, "w201").fill("-2,26")
    part(page, "w201").press("Enter")
    numbers[9] = -2.3
    expect(part(page, "note")).to_contain_text("One decimal is enough here")
    expect_both(page, numbers)
    part(page, "b10").fill("ten")
    part(page, "b10").press("Tab")
    expect(part(page, "note")).to_contain_text("expected a number from −9 to 9, so 0.5 stays")
    part(page, "step").press("Enter")
    expect(part(page, "said")).to_have_text(
        "Row 0 of W₁ times column 0 of W₂: 1 · 2 + (−1) · (−1) = 3."
    )
    expect(part(page, "w-0-1")).to_be_hidden()
    part(page, "all").click()
    part(page, "w-1-0").click()
    expect(page.get_by_test_id("explanation")).to_have_attribute("data-reconciled", "true")
    page.wait_for_url("**open=bend-w-1-0*")
    page.reload()
    expect_both(page, numbers)


def test_only_what_bends_follows_the_wave(visit, address):
    link = f"{address}/activations?shape=wave&fit=tanh&open=bend-loss-20"
    page = visit(link, **PHONE | {"reduced_motion": "reduce"})
    root, line = page.get_by_test_id("bend"), best_line("wave")[2]
    expect(root).to_have_attribute("data-loss", f"{snapshots('wave', 'tanh')[20].loss:.6f}")
    expect(fit(page, "line")).to_have_attribute("data-value", f"{line:.6f}")
    for f in ("identity", "relu"):
        fit(page, f"f-{f}").tap()
        first, *others = snapshots("wave", f)
        expect(root).to_have_attribute("data-f", f)
        expect(root).to_have_attribute("data-loss", f"{first.loss:.6f}")
        fit(page, "step").press("ArrowRight")
        expect(root).to_have_attribute("data-loss", f"{others[0].loss:.6f}")
        fit(page, "run").tap()
        expect(root).to_have_attribute("data-step", str(STEPS))
        expect(root).to_have_attribute("data-loss", f"{others[-1].loss:.6f}")
        expect(fit(page, f"f-{f}")).to_contain_text("L =")
    expect(fit(page, "f-identity")).to_contain_text(f"L = {line:.4f}")
    page.wait_for_url("**fit=relu*")
