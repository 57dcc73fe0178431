"""A lesson under Streamlit without a browser: opened by its link, and told what a browser says."""

import json
from pathlib import Path

from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.testing.v1 import AppTest

APP = Path(__file__).parents[1] / "app.py"


def opened(page, **link):
    """Open pages/`page`.py with these parameters in the address."""
    at = AppTest.from_file(APP, default_timeout=30)
    for name, value in link.items():
        at.query_params[name] = value
    at.switch_page(f"pages/{page}.py").run()
    assert not at.exception
    return at


def component(at, key):
    (found,) = [c for c in at.get("bidi_component") if c.proto.id.endswith(f"-{key}")]
    return found.proto


def data(at, key):
    """Return what the component of this key was given."""
    return json.loads(component(at, key).json)


def tell(at, key, **state):
    """Do what the browser side of a component does when it calls setStateValue."""
    states = WidgetStates()
    widget = states.widgets.add()
    widget.id = component(at, key).id
    widget.json_value = json.dumps(state)
    at._run(states)
    assert not at.exception
    return data(at, key)


def explained(at):
    """Return the names of the numbers that are open, one inside the other."""
    return [step["name"] for step in data(at, "explanation")["steps"]]
