"""Settings that are easily lost and dearly missed."""

import tomllib
from pathlib import Path

CONFIG = tomllib.loads(
    (Path(__file__).parents[1] / ".streamlit" / "config.toml").read_text(encoding="utf-8")
)


def test_no_full_garbage_collection_after_every_run():
    assert CONFIG["runner"]["postScriptGC"] is False


def test_neither_server_nor_page_asks_a_host_on_the_internet():
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["browser"]["serverAddress"] == "localhost"  # no look-up of an external address
    assert CONFIG["server"]["showEmailPrompt"] is False
