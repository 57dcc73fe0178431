"""One palette: the theme and the components show the same colours, and they can be read."""

import re
import tomllib
from pathlib import Path

import pytest

from ui import palette

ROOT = Path(__file__).parents[1]
THEME = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]


def luminance(colour):
    """Relative luminance (WCAG 2.2)."""
    channels = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("side", "scheme"), [(0, "light"), (1, "dark")])
def test_the_theme_takes_its_colours_from_the_palette(side, scheme):
    roles = {"primaryColor": "selection", "backgroundColor": "zero", "textColor": "amount"}
    for option, role in roles.items():
        assert THEME[scheme][option] == palette.ROLES[role][side]


@pytest.mark.parametrize("side", [0, 1])
@pytest.mark.parametrize("role", sorted(set(palette.ROLES) - {"zero", "line"}))
def test_every_role_can_be_read_as_text(role, side):
    assert contrast(palette.ROLES[role][side], palette.ROLES["zero"][side]) >= 4.5


def test_components_name_only_colours_of_the_palette():
    used, sizes = set(), set()
    for path in (ROOT / "assets").rglob("*.css"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"#[0-9a-f]{3,8}\b", text), f"{path.name} has a colour of its own"
        used |= set(re.findall(r"var\(--(?!st-)([\w-]+)", text))
        sizes |= set(re.findall(r"--([\w-]+):", text))
    for path in (ROOT / "assets").rglob("*.js"):
        text = path.read_text(encoding="utf-8")
        used |= set(re.findall(r'colours\.of\("(\w+)"\)', text))
        sizes |= set(re.findall(r'setProperty\("--([\w-]+)"', text))
    assert {"amount", "truth"} <= used <= {*palette.ROLES, *sizes}
    assert not sizes & palette.ROLES.keys()
