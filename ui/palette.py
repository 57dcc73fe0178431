"""One palette: a role has the same colour on every page, in light and in dark."""

ROLES = {
    "positive": ("#1769c2", "#6cb2ff"),
    "negative": ("#b4530a", "#ffa05c"),
    "third": ("#772266", "#f472b6"),  # classes of points: the first two are negative and positive
    "fourth": ("#1f7a4d", "#d9e04a"),
    "amount": ("#1f2a44", "#eef2ff"),
    "truth": ("#0b7a70", "#4fd1c5"),
    "loss": ("#b4235a", "#ff7fab"),
    "selection": ("#6a3fc4", "#b79cff"),
    "quiet": ("#5b6478", "#a3acc4"),
    "line": ("#c9cedb", "#3a4260"),
    "zero": ("#ffffff", "#10131f"),
}


def css() -> str:
    """Return every role as a CSS variable that follows the theme."""
    roles = "".join(
        f"--{role}: light-dark({light}, {dark});" for role, (light, dark) in ROLES.items()
    )
    return f":host {{ {roles} }}\n"
