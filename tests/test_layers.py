"""Who may import what: arrows point one way, app to pages to ui to live to nn_core."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

MAY_IMPORT = {
    "app.py": {"streamlit", "starlette", "ui", "live"},
    "pages": {"streamlit", "numpy", "nn_core", "ui"},
    "ui": {"streamlit", "numpy", "plotly", "PIL", "nn_core", "live"},
    "live": {"starlette", "numpy", "nn_core"},
    "nn_core": {"numpy"},
    "tools": {"numpy", "nn_core"},
}
OUTSIDE = {"tests", "benchmarks"}  # they look at everything

# Inside the core: a module may import those above it.
CORE = ["arrays", "activations", "losses", "network", "collapse", "files", "backprop", "parameters"]
CORE += [
    "optimizers",
    "training",
    "landscape",
    "presets",
    "fitting",
    "progress",
    "rounds",
    "story",
    "landing",
    "remarks",
    "ink",
    "parabola",
    "explain",
    "next_step",
    "stride",
]
CORE += ["bent", "sizes", "by_hand", "datasets", "experiments", "field"]

FILES = [
    path
    for path in ROOT.rglob("*.py")
    if not set(path.relative_to(ROOT).parts) & {".venv", "node_modules"}
]


def imports(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_imports_only_what_its_row_allows(path):
    row = path.relative_to(ROOT).parts[0]
    if row in OUTSIDE:
        return
    assert row in MAY_IMPORT, f"no row covers {path.relative_to(ROOT)}"
    found = {name.split(".")[0] for name in imports(path)}
    assert found - sys.stdlib_module_names <= MAY_IMPORT[row] | {row}


@pytest.mark.parametrize("module", CORE)
def test_inside_the_core_arrows_point_one_way(module):
    place = ROOT / "nn_core" / module
    files = place.glob("*.py") if place.is_dir() else [place.with_suffix(".py")]
    inner = {n.split(".")[1] for file in files for n in imports(file) if n.startswith("nn_core.")}
    assert inner <= set(CORE[: CORE.index(module) + 1])


def test_every_module_of_the_core_has_its_place():
    found = {path.stem for path in (ROOT / "nn_core").iterdir() if not path.stem.startswith("__")}
    assert found == set(CORE)


def test_nothing_is_unpickled_or_evaluated():
    for path in FILES:
        if path.relative_to(ROOT).parts[0] in OUTSIDE:
            continue
        assert "pickle" not in {name.split(".")[0] for name in imports(path)}
        calls = {
            node.func.id
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        assert not calls & {"eval", "exec", "compile"}
