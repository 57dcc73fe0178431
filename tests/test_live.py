"""The socket from outside, with a real client: who may enter, what is answered, who has to go.

Every WebSocket route that the app has is held to this, found by looking for them.
"""

import json
import socket
import threading
from base64 import b64decode
from contextlib import contextmanager, suppress
from time import monotonic

import numpy as np
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

import app
from live import messages, routes
from live.studio import STUDIOS, Drawing, Studio
from live.trainer import Trainer
from live.worker import Command
from nn_core import datasets, load_network

WITHIN = 20  # seconds that anything may take on a slow machine
SEVEN = [[300, 200, 700, 200, 470, 850]]


def sockets(within, prefix=""):
    """Return the paths of all WebSocket routes, those inside mounts too."""
    for route in within:
        path = prefix + getattr(route, "path", "")
        if isinstance(route, WebSocketRoute):
            yield path
        yield from sockets(getattr(route, "routes", None) or [], path)


PATHS = list(sockets(app.app._user_routes))
every_route = pytest.mark.parametrize("path", PATHS)


@pytest.fixture(scope="module")
def host():
    """Serve the app's own routes, without Streamlit's, and yield host:port."""
    listening = socket.create_server(("127.0.0.1", 0))
    served = Starlette(routes=app.app._user_routes)
    like_streamlits = {"ws": "websockets-sansio", "ws_per_message_deflate": False}
    config = uvicorn.Config(served, log_level="error", lifespan="off", **like_streamlits)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listening],))
    thread.start()
    yield f"127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(WITHIN)
    assert not thread.is_alive()
    listening.close()


@pytest.fixture(scope="module")
def data():
    return datasets.digits()


@pytest.fixture
def studio():
    new = Studio(load_network("assets/networks/default.npz"))
    STUDIOS.keep(new)
    return new


@contextmanager
def entered(host, studio, path=PATHS[0], **options):
    with connect(
        f"ws://{host}{path}",
        origin=f"http://{host}",
        subprotocols=[studio.token],
        **{"max_queue": None} | options,
    ) as client:
        assert client.subprotocol == studio.token
        yield client


def say(client, kind, **message):
    client.send(json.dumps({"kind": kind, **message}))


def heard(client, kind):
    """Return the next message of that kind."""
    while True:
        message = json.loads(client.recv(timeout=WITHIN))
        if message["kind"] == kind:
            return message


def refused(client):
    return heard(client, "error")["says"]


def answered(client, seq=1):
    """Return whether a drawing is answered."""
    say(client, "drawing", seq=seq, strokes=SEVEN, label=None)
    reply = heard(client, "drawing")
    return reply["seq"] == seq and max(reply["confidences"]) == reply["confidences"][7]


def closed(client):
    """Return the code with which the server ends the connection, whatever it says before."""
    try:
        while True:
            client.recv(timeout=WITHIN)
    except ConnectionClosed as end:
        return end.rcvd.code


def wait_until(holds):
    """Look again and again, for a state that no message tells of."""
    over, tick = monotonic() + WITHIN, threading.Event()
    while not holds():
        assert monotonic() < over, "it did not happen"
        tick.wait(0.01)


def test_there_is_a_route_to_test():
    assert "/live" in PATHS


@every_route
def test_our_own_page_may_enter(host, studio, path):
    with entered(host, studio, path) as client:
        say(client, "here")
        assert heard(client, "here")
        assert answered(client)


@every_route
def test_our_own_page_may_enter_from_behind_a_proxy_that_speaks_tls(host, studio, path):
    address = f"ws://{host}{path}"
    with connect(address, origin=f"https://{host}", subprotocols=[studio.token]) as client:
        assert answered(client)


@every_route
@pytest.mark.parametrize(
    "origin",
    [
        None,
        "",
        "null",
        "https://evil.example",
        "http://{host}.evil.example",
        "http://evil.example.{host}",
        "http://evil{host}",
        "http://evil.example/{host}",
        "http://evil.example#{host}",
        "http://evil.example?http://{host}",
        "http://{host}@evil.example",
        "http://{name}",
        "http://{name}:1",
        "http://{host}1",
        "http://{host}/",
        "http://localhost:{port}",
        "ws://{host}",
        "file://{host}",
        "{host}",
        "http://{host} http://{host}",
    ],
)
def test_a_page_of_another_origin_may_not_enter(host, studio, path, origin):
    name, port = host.split(":")
    foreign = origin and origin.format(host=host, name=name, port=port)
    headers = {} if foreign is None else {"Origin": foreign}
    with (
        pytest.raises(InvalidStatus, match="403"),
        connect(f"ws://{host}{path}", additional_headers=headers, subprotocols=[studio.token]),
    ):
        pass
    assert studio.sockets == 0


@every_route
def test_two_origins_are_none(host, studio, path):
    headers = [("Origin", f"http://{host}"), ("Origin", "http://evil.example")]
    with (
        pytest.raises(InvalidStatus, match=r"40[03]"),
        connect(f"ws://{host}{path}", additional_headers=headers, subprotocols=[studio.token]),
    ):
        pass


@every_route
@pytest.mark.parametrize("token", ["unknown", "cut", "longer", "two", "in the address", None])
def test_without_a_live_token_nobody_enters(host, studio, path, token):
    tokens = {
        "unknown": ["A" * 32],
        "cut": [studio.token[:-1]],
        "longer": [studio.token + "A"],
        "two": [studio.token, "other"],
    }.get(token)
    query = f"?token={studio.token}" if token == "in the address" else ""
    with (
        pytest.raises(InvalidStatus, match="403"),
        connect(f"ws://{host}{path}{query}", origin=f"http://{host}", subprotocols=tokens),
    ):
        pass


@every_route
def test_there_is_a_last_seat(host, studio, path, monkeypatch):
    monkeypatch.setattr(routes, "MOST_SOCKETS", 1)
    other = Studio(studio.network)
    STUDIOS.keep(other)
    with entered(host, studio, path) as client:
        with pytest.raises(InvalidStatus, match="403"), entered(host, other, path):
            pass
        assert answered(client)


@every_route
@pytest.mark.parametrize(
    ("garbage", "sentence"),
    [
        ("", "in JSON"),
        ("\0", "in JSON"),
        ("<script>alert(1)</script>", "in JSON"),
        (b"\x00\xff\x80", "as text, got bytes"),
        ("[" * 60_000, "more brackets"),
        ('{"kind":' * 200 + "1" + "}" * 200, "a message with a kind"),
        ('{"kind": "drawing", "seq": NaN}', "in JSON"),
        ('{"kind": "drawing", "seq": 1e999}', "seq as a whole number"),
        ('{"kind": "drawing"}', "seq as a whole number"),
        ('{"kind": "watch", "of": "training", "run": -1, "batch": 0}', "run as a whole number"),
        ('{"kind": "__class__"}', "a kind of message that is known"),
        ('{"kind": "train", "do": "run"}', "to be opened first"),
        ("9" * 60_000, "in JSON"),
        ("7", "a message with a kind"),
    ],
)
def test_garbage_is_answered_with_a_sentence(host, studio, path, garbage, sentence):
    with entered(host, studio, path) as client:
        client.send(garbage)
        assert sentence in refused(client)
        assert answered(client)


@every_route
@pytest.mark.parametrize(
    "strokes",
    ["all", [["<b>"]], [[1]], [[1, 1e999]], [[1, 20_000]], [[1, 2]] * 201, {"0": [1, 2]}],
)
def test_what_is_no_drawing_is_refused_and_nothing_is_lost(host, studio, path, strokes):
    studio.take(Drawing(((1, 2, 3, 4),), 7, number=1))
    with entered(host, studio, path) as client:
        client.send(json.dumps({"kind": "drawing", "seq": 2, "strokes": strokes}))
        message = json.loads(client.recv(timeout=WITHIN))
        assert message.get("refused", message.get("says")).startswith("expected ")
        assert studio.drawing == Drawing(((1, 2, 3, 4),), 7)


@every_route
@pytest.mark.parametrize("kind", [str, bytes])
def test_a_message_that_is_too_long_ends_the_connection(host, studio, path, kind):
    long = " " * (messages.LONGEST + 1)
    with entered(host, studio, path) as client:
        client.send(long if kind is str else long.encode())
        assert closed(client) == routes.TOO_LONG
    wait_until(lambda: studio.sockets == 0)


@every_route
def test_a_flood_ends_its_own_connection_and_no_other(host, studio, path):
    other = Studio(studio.network)
    STUDIOS.keep(other)
    with entered(host, other, path) as neighbour, entered(host, studio, path) as client:
        assert answered(neighbour)
        with suppress(ConnectionClosed):
            for _ in range(2 * routes.IN_A_ROW):  # no more than the network takes unread
                client.send('{"kind": "here"}')
        assert closed(client) == routes.TOO_MANY
        assert answered(neighbour, 2)


@every_route
def test_an_upgrade_that_is_never_finished_holds_up_nobody(host, studio, path):
    name, port = host.split(":")
    halves = []
    for _ in range(20):
        half = socket.create_connection((name, int(port)), timeout=WITHIN)
        half.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\n".encode())
        halves.append(half)
    with entered(host, studio, path) as client:
        assert answered(client)
    for half in halves:
        half.close()


@every_route
def test_a_client_that_says_nothing_more_is_let_go(host, studio, path, monkeypatch):
    monkeypatch.setattr(routes, "SILENT", 0.2)
    with entered(host, studio, path) as client:
        assert closed(client) == routes.GONE
    wait_until(lambda: studio.sockets == 0)


@pytest.mark.long  # it waits
@every_route
def test_a_client_that_never_reads_is_let_go_and_holds_up_nobody(host, studio, path, monkeypatch):
    monkeypatch.setattr(routes, "UNREAD", 0.5)
    monkeypatch.setattr(routes, "PER_SECOND", 10**6)
    studio.network = load_network("assets/networks/picture60.npz")  # its answers are the longest
    other = Studio(studio.network)
    STUDIOS.keep(other)
    name, port = host.split(":")
    deaf = socket.socket()
    deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    deaf.connect((name, int(port)))
    with (
        suppress(ConnectionClosed, OSError),
        entered(host, studio, path, sock=deaf, max_queue=1) as client,
    ):

        def talk():
            with suppress(ConnectionClosed, OSError):
                while True:
                    say(client, "drawing", seq=1, strokes=SEVEN, label=None)

        talking = threading.Thread(target=talk)
        talking.start()
        wait_until(lambda: studio.sockets == 1)
        with entered(host, other, path) as neighbour:
            wait_until(lambda: answered(neighbour) and studio.sockets == 0)
        deaf.shutdown(socket.SHUT_RDWR)
        talking.join(WITHIN)
        assert not talking.is_alive()


@every_route
def test_a_newer_connection_takes_the_place_of_an_older_one(host, studio, path):
    with entered(host, studio, path) as older, entered(host, studio, path) as newer:
        assert closed(older) == routes.TAKEN_OVER
        assert answered(newer)
        wait_until(lambda: studio.sockets == 1)
    wait_until(lambda: studio.sockets == 0)


def test_the_drawing_is_the_studios_and_the_newest_one_wins(host, studio):
    with entered(host, studio) as client:
        say(client, "drawing", seq=4, strokes=SEVEN, label=7)
        assert heard(client, "drawing")["label"] == 7
        say(client, "drawing", seq=3, strokes=[[1, 2]], label=None)
        assert heard(client, "drawing")["seq"] == 3
    assert (studio.drawing.number, studio.drawing.label) == (4, 7)
    assert studio.drawing.strokes == (tuple(SEVEN[0]),)


def test_the_network_is_the_one_that_the_page_has_chosen(host, studio):
    with entered(host, studio) as client:
        say(client, "drawing", seq=1, strokes=SEVEN, label=None)
        assert heard(client, "drawing")["side"] == 28
        studio.network, studio.random = (
            load_network("assets/networks/picture60.npz"),
            studio.network,
        )
        say(client, "drawing", seq=2, strokes=SEVEN, label=None)
        reply = heard(client, "drawing")
        assert reply["side"] == 60
        assert reply["random"][7] > 0.5


def test_a_training_runs_while_it_is_watched_and_pauses_while_it_is_not(host, studio, data):
    studio.trainer = Trainer(data)
    with entered(host, studio) as client:
        say(client, "train", do="run")
        say(client, "watch", of="training", run=0, batch=0)
        frame = heard(client, "training")
        while frame["step"] < 50:
            frame = heard(client, "training")
        assert frame["status"] == "running"
        say(client, "leave")
        say(client, "here")
        heard(client, "here")
        wait_until(lambda: not routes._in_line)
        left = studio.trainer.state.training.batch
        say(client, "here")
        heard(client, "here")
        assert studio.trainer.state.training.batch == left
        say(client, "watch", of="training", run=frame["run"], batch=frame["until"])
        while frame["step"] <= left:
            frame = heard(client, "training")
    wait_until(lambda: studio.sockets == 0 and not routes._in_line)
    left = studio.trainer.state.training.batch
    with entered(host, studio) as client:  # it comes back, and goes on
        say(client, "watch", of="training", run=0, batch=0)
        frame = heard(client, "training")
        assert (frame["since"], frame["status"]) == (0, "running")
        while frame["step"] <= left:
            frame = heard(client, "training")


def test_frames_go_out_no_more_than_twenty_times_a_second(host, studio, data, monkeypatch):
    studio.trainer, sent = Trainer(data), []

    async def watched(self, message, send=routes.Socket.send):
        if message["kind"] == "training":
            sent.append(monotonic())
        await send(self, message)

    monkeypatch.setattr(routes.Socket, "send", watched)
    with entered(host, studio) as client:
        say(client, "watch", of="training", run=0, batch=0)
        say(client, "train", do="run")
        for turn in range(30):
            say(client, "train", do="rate", value=0.01 + turn / 1000)  # each would like to be seen
            assert len(json.dumps(heard(client, "training"))) < 8_000
    # One may go out early and one late, by one frame each.
    seconds = sent[25] - sent[5]
    assert seconds > (20 - 2) / routes.FRAMES


def test_a_curve_that_is_longer_than_a_frame_comes_whole(host, studio, data):
    studio.trainer = Trainer(data)
    studio.trainer.ask(Command("run"))
    while studio.trainer.state.training.batch < 700:
        studio.trainer.slice(0.1)
    studio.trainer.ask(Command("pause"))
    studio.trainer.slice(0.0)
    with entered(host, studio) as client:
        say(client, "watch", of="training", run=0, batch=0)
        frames = [heard(client, "training")]
        while frames[-1]["until"] < frames[-1]["step"]:
            frames.append(heard(client, "training"))
    assert len(frames) > 1
    assert [frame["since"] for frame in frames[1:]] == [frame["until"] for frame in frames[:-1]]
    points = [np.frombuffer(b64decode(frame["points"]), "<f4").reshape(-1, 3) for frame in frames]
    curve = [(p.batch, p.loss, p.learning_rate) for p in studio.trainer.state.training.curve]
    np.testing.assert_array_equal(np.concatenate(points), np.array(curve, "<f4"))


def test_a_scribble_without_end_holds_up_nobody(host, studio):
    with entered(host, studio) as client:
        strokes = [[5 * k, 10, 5 * k, 990] * 4 for k in range(199)]
        say(client, "drawing", seq=1, strokes=strokes, label=None)
        assert heard(client, "drawing")["refused"] is None
        assert answered(client, 2)


def test_many_who_take_each_others_place_leave_nothing_behind(host, studio):
    for _ in range(20):
        with entered(host, studio), entered(host, studio), entered(host, studio):
            pass
    wait_until(lambda: studio.sockets == 0 and not routes._sockets)


def test_commands_reach_the_training_and_are_told_to_a_watcher(host, studio, data):
    studio.trainer = Trainer(data)
    with entered(host, studio) as client:
        say(client, "watch", of="training", run=0, batch=0)
        assert heard(client, "training")["status"] == "idle"
        for do, value in [("course", "linear-mse"), ("rate", 1), ("pace", None), ("run", None)]:
            say(client, "train", do=do, value=value)
        frame = heard(client, "training")
        while frame["status"] != "diverged":
            frame = heard(client, "training")
        assert (frame["loss"], frame["rate"], frame["course"]) == ("inf", 1.0, "linear-mse")
        say(client, "train", do="rate", value="fast")
        assert "expected a learning rate from" in refused(client)
        say(client, "train", do="reset")
        while frame["status"] != "idle":
            frame = heard(client, "training")
        assert (frame["step"], frame["loss"], frame["until"]) == (0, "", 0)


def test_two_who_train_at_once_get_the_same_time(host, studio, data):
    other = Studio(studio.network)
    STUDIOS.keep(other)
    studio.trainer, other.trainer = Trainer(data), Trainer(data)
    with entered(host, studio) as one, entered(host, other) as two:
        for client in (one, two):
            say(client, "watch", of="training", run=0, batch=0)
            say(client, "train", do="run")
        both = (studio.trainer, other.trainer)
        wait_until(lambda: min(t.state.training.batch for t in both) > 500)
        steps = sorted(t.state.training.batch for t in both)
        assert steps[1] < 2 * steps[0]
