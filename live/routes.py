"""The fast lane: a WebSocket beside Streamlit's own, from the pen to the answer and back.

Streamlit's checks of origin, host and message size guard its own socket only, so this one has
its own, and a test holds every route of the app to them.
"""

import asyncio
import json
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from math import inf
from time import monotonic, perf_counter
from typing import Any

from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from live import answers, looks, messages, planar, racing
from live.looks import Look
from live.studio import STUDIOS, Studio
from live.worker import Worker

FRAMES = 20  # of a training, a second
LOOKS = 4  # a second, at what else there is to see of it
LOOKING = 0.1  # share of the time that one visitor's looks may take
SLICE = 0.01  # seconds of training between two looks at what else there is to do
SHORTEST_SLICE = 0.004  # where many visitors train at once
MOST_SOCKETS = 1_000
PER_SECOND = 400  # messages; a pen makes one for each frame of the screen
IN_A_ROW = 800  # messages that may come faster
# Points of a drawing that is answered at once, in half a millisecond; a longer one goes to a
# thread. Each stroke takes as long as some more points.
ORDINARY, POINTS_OF_A_STROKE = 500, 20
SHARE = 0.25  # of the server's time that one visitor's messages may take
UNREAD = 10.0  # seconds after which a client that reads nothing is let go
SILENT = 180.0  # seconds after which one that says nothing is; a page gives a sign every minute
# Why a socket is closed (RFC 6455, and a number of our own).
GONE, TOO_MANY, TOO_LONG, TAKEN_OVER = 1001, 1008, 1009, 4409

# One thread: two cores are for the server and the training. Slices of all visitors wait in line.
_slices = ThreadPoolExecutor(1, "training")
_in_line = 0  # slices
_sockets: dict[str, "Socket"] = {}  # by the studio's token: a studio has one socket


@dataclass(frozen=True)
class Kind:
    """What a page may watch: who works on it, and how it is asked and shown."""

    worker: Callable[[Studio], Worker[Any] | None]
    command: Callable[[dict[str, Any]], Any]
    frame: Callable[[Any, Studio, tuple[int, int]], dict[str, Any]]
    views: Collection[str]  # what else there is to see
    seen: Callable[[Look, Any], dict[str, Any]]


KINDS = {
    "training": Kind(
        lambda studio: studio.trainer,
        messages.command,
        lambda state, studio, have: answers.frame(state, studio.drawing, have),
        looks.VIEWS,
        looks.seen,
    ),
    "race": Kind(
        lambda studio: studio.race,
        racing.command,
        lambda state, _, have: racing.frame(state, have),
        looks.OF_RACES,
        racing.seen,
    ),
    "plane": Kind(
        lambda studio: studio.plane,
        planar.command,
        lambda state, _, have: planar.frame(state, have),
        looks.OF_PLANES,
        planar.seen,
    ),
}
COMMANDS = {"train": "training", "race": "race", "plane": "plane"}  # what is asked of which kind


async def live(websocket: WebSocket) -> None:
    """Serve one socket. The studio's token comes as the subprotocol, not in an address."""
    studio = admitted(websocket)
    if studio is None:
        await websocket.close()  # before it was accepted: an answer 403
        return
    await websocket.accept(subprotocol=studio.token)
    await Socket(websocket, studio).serve()


ROUTES = [WebSocketRoute("/live", live)]


def admitted(websocket: WebSocket) -> Studio | None:
    """Return the studio that this handshake may enter, or None.

    The page that opens it must be our own: exactly one Origin, of the very host that is asked.
    """
    origins, hosts, tokens = (
        websocket.headers.getlist(name) for name in ("origin", "host", "sec-websocket-protocol")
    )
    if len(origins) != 1 or len(hosts) != 1 or len(tokens) != 1 or len(_sockets) >= MOST_SOCKETS:
        return None
    if origins[0].lower() not in (f"http://{hosts[0]}".lower(), f"https://{hosts[0]}".lower()):
        return None
    return STUDIOS.find(tokens[0])


class Socket:
    """One open socket: listens, trains and speaks, each in a task of its own.

    What is to be said waits in `replies`, one of each kind: a newer one takes an older one's
    place. A frame of the training is made when it can go out, so none is ever out of date.
    """

    def __init__(self, websocket: WebSocket, studio: Studio) -> None:
        """Begin with nothing to say."""
        self.websocket, self.studio = websocket, studio
        self.replies: dict[str, dict[str, Any]] = {}
        self.watched = "training"  # a name in KINDS
        self.have: tuple[int, int] | None = None  # run and batch of the curve; None: not watching
        self.look: Look | None = None  # what else of the training is to be seen
        self.shown: object = None  # what the last frame showed
        self.due = 0.0  # when the next frame may go out
        self.hurry = False  # a command was carried out: its frame may go out a little sooner
        self.news, self.work, self.sights = (asyncio.Event() for _ in range(3))
        self.over: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    async def serve(self) -> None:
        """Stay until the client goes, or has to."""
        token = self.studio.token
        if before := _sockets.get(token):
            before.end(TAKEN_OVER)  # half open perhaps, after a lost connection
        _sockets[token] = self
        self.studio.sockets += 1
        STUDIOS.keep(self.studio)
        parts = (self.listen, self.train, self.see, self.speak)
        tasks = [asyncio.create_task(part()) for part in parts]
        ends: list[asyncio.Future[Any]] = [*tasks, self.over]
        try:
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            ended = await asyncio.gather(*tasks, return_exceptions=True)
            self.studio.sockets -= 1
            STUDIOS.keep(self.studio)  # for as long as one without a socket is kept
            if _sockets.get(token) is self:
                del _sockets[token]
        if self.over.done():
            with suppress(WebSocketDisconnect, RuntimeError, TimeoutError):
                async with asyncio.timeout(1):
                    await self.websocket.close(self.over.result())
        for error in ended:
            if isinstance(error, Exception) and not isinstance(error, WebSocketDisconnect):
                raise error

    def end(self, code: int) -> None:
        """Let the client go, and tell it why."""
        if not self.over.done():
            self.over.set_result(code)

    async def listen(self) -> None:
        """Take up messages one by one; while one is looked at the others wait in the network."""
        left, before = float(IN_A_ROW), monotonic()
        while True:
            try:
                async with asyncio.timeout(SILENT):
                    event = await self.websocket.receive()
            except TimeoutError:
                self.end(GONE)
                return
            if event["type"] == "websocket.disconnect":
                return
            now, text = monotonic(), event.get("text")
            left, before = min(IN_A_ROW, left + (now - before) * PER_SECOND) - 1, now
            if left < 0:
                self.end(TOO_MANY)
                return
            if len(text or event.get("bytes") or "") > messages.LONGEST:
                self.end(TOO_LONG)
                return
            began = perf_counter()
            await self.hear(text)
            took = perf_counter() - began
            await asyncio.sleep(took * (1 / SHARE - 1))

    async def hear(self, text: str | None) -> None:
        """Do what a message asks for; what is none is answered with a sentence."""
        try:
            if text is None:
                raise ValueError("expected a message as text, got bytes")
            message = messages.parse(text)
            match message["kind"]:
                case "drawing":
                    await self.draw(message)
                case "watch":
                    self.watched = messages.one_of(message.get("of"), KINDS)
                    self.have = messages.number(message, "run"), messages.number(message, "batch")
                    self.shown = None
                case "look":
                    self.look = messages.look(message)
                case "leave":
                    self.have = self.look = None
                case kind if kind in COMMANDS:
                    self.ask(message, KINDS[COMMANDS[kind]])
                case "here":
                    self.say("here", {})
                case other:
                    raise ValueError(f"expected a kind of message that is known, got {other[:40]}")
        except ValueError as error:
            self.say("error", {"says": str(error)})
        for event in (self.work, self.sights, self.news):
            event.set()

    async def draw(self, message: dict[str, Any]) -> None:
        """Answer a drawing at once, while its next stroke is on the way."""
        number = messages.number(message, "seq")
        try:
            drawing = messages.drawing(message)
        except ValueError as error:
            self.say("drawing", {"seq": number, "refused": str(error)})
            return
        self.studio.take(drawing)
        asked = drawing, self.studio.network, self.studio.random
        points = sum(map(len, drawing.strokes)) // 2
        if points + POINTS_OF_A_STROKE * len(drawing.strokes) <= ORDINARY:
            seen = answers.answer(*asked)
        else:
            seen = await asyncio.to_thread(answers.answer, *asked)
        self.say("drawing", {"seq": number, "refused": None, **seen})

    def ask(self, message: dict[str, Any], kind: Kind) -> None:
        """Put a command in line."""
        worker = kind.worker(self.studio)
        if not worker:
            raise ValueError("expected its lesson to be opened first")
        worker.ask(kind.command(message))

    @property
    def worker(self) -> Worker[Any] | None:
        """Return who works on what this client watches, if it does."""
        return None if self.have is None else KINDS[self.watched].worker(self.studio)

    async def train(self) -> None:
        """Give the training its time slices, as long as this client watches it."""
        global _in_line
        loop = asyncio.get_running_loop()
        while True:
            worker = self.worker
            rest = worker.rest() if worker else inf
            if not worker or rest > 0:
                self.work.clear()
                # A page may ask for something too, and it wakes nobody: look now and then.
                patience = None if self.have is None else min(rest, 1 / FRAMES)
                with suppress(TimeoutError):
                    async with asyncio.timeout(patience):
                        await self.work.wait()
                continue
            _in_line += 1
            try:
                # Commands get a short slice of their own, to be seen before the training goes on.
                share = SHORTEST_SLICE if worker.waiting else SLICE / _in_line
                seconds = max(SHORTEST_SLICE, share)
                commands = worker.waiting
                await loop.run_in_executor(_slices, worker.slice, seconds)
            finally:
                _in_line -= 1
            self.hurry |= commands  # now they can be seen
            self.news.set()
            self.sights.set()

    async def see(self) -> None:
        """Answer what else is to be seen of what is watched, whenever there is something new.

        That takes longer than a frame does, so it waits in line with the slices, and its turn comes
        the less often the longer it takes.
        """
        loop, answered = asyncio.get_running_loop(), None
        while True:
            worker, look, kind = self.worker, self.look, KINDS[self.watched]
            known = look and look.view in kind.views
            if not worker or not look or not known or answered == (look, worker.state):
                self.sights.clear()
                await self.sights.wait()
                continue
            answered, began = (look, worker.state), monotonic()
            self.say("look", await loop.run_in_executor(_slices, kind.seen, *answered))
            await asyncio.sleep(max(1 / LOOKS, (monotonic() - began) / LOOKING))

    async def speak(self) -> None:
        """Send what is new, the replies before the frames."""
        while True:
            await self.news.wait()
            self.news.clear()
            while self.replies:
                kind = next(iter(self.replies))
                await self.send({"kind": kind, **self.replies.pop(kind)})
            await self.show()

    async def show(self) -> None:
        """Send a frame of the training, if there is something new and it is time."""
        worker, now = self.worker, monotonic()
        if not worker or self.have is None:
            return
        now_showing = state, _ = worker.state, self.studio.drawing
        if now_showing == self.shown:
            return
        early = 1 / FRAMES if self.hurry else 0.0
        if now < self.due - early:
            asyncio.get_running_loop().call_later(self.due - now, self.news.set)
            return
        frame = KINDS[self.watched].frame(state, self.studio, self.have)
        self.have = frame["run"], frame["until"]
        if frame["until"] == frame["step"]:  # else a part of the curve is still to come
            self.shown = now_showing
        self.due = max(now, self.due + 1 / FRAMES)  # a frame that went out early delays the next
        self.hurry = False
        await self.send({"kind": self.watched, **frame})
        self.news.set()

    def say(self, kind: str, reply: dict[str, Any]) -> None:
        """Have something said soon, unless something newer of its kind comes first."""
        self.replies[kind] = reply
        self.news.set()

    async def send(self, message: dict[str, Any]) -> None:
        """Send a message to a client that reads; let go one that does not.

        Its connection stays in the server's hands until it reads again or is gone; ASGI has no
        way to cut it.
        """
        try:
            text = json.dumps(message, separators=(",", ":"), allow_nan=False)
            async with asyncio.timeout(UNREAD):
                await self.websocket.send_text(text)
        except TimeoutError:
            self.end(GONE)
