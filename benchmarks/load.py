"""A class that draws: a hundred open sockets, ten drawings a second each, with real ink.

    python -m benchmarks.load

Every visitor opens the lesson Draw as a browser does, gets a studio, and draws over the socket.
Prints milliseconds from drawing to answer, and the server's memory before, during and after; it is
done twice, since what a first class leaves behind a second one may use. Takes seven minutes.
"""

import asyncio
import json
import random
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from benchmarks.browser import ROOT, STREAMLIT, percentile, serving

VISITORS, A_SECOND, SECONDS = 100, 10, 15
FORGOTTEN = 150  # seconds after which Streamlit has forgotten those who left
P95 = 100  # milliseconds, the target
EXAMPLES = json.loads((ROOT / "assets" / "drawings" / "examples.json").read_text(encoding="utf-8"))


@dataclass
class Visitor:
    """One open page: Streamlit's socket, and ours."""

    host: str
    number: int
    page: str = ""  # the lesson's address
    times: list[float] = field(default_factory=list)  # milliseconds to each answer

    async def come(self) -> None:
        """Open the page, and the socket with the token that it names."""
        origin = f"http://{self.host}"
        self.streamlit: ClientConnection = await connect(
            f"ws://{self.host}/_stcore/stream",
            origin=origin,
            subprotocols=["streamlit"],
            max_size=None,
        )
        hello = BackMsg()
        hello.rerun_script.query_string = ""
        hello.rerun_script.page_name = self.page
        await self.streamlit.send(hello.SerializeToString())
        token = None
        while True:
            message = ForwardMsg.FromString(bytes(await self.streamlit.recv()))
            component = message.delta.new_element.bidi_component
            if component.component_name.endswith("visit"):
                token = json.loads(component.json)["token"]
            if message.WhichOneof("type") == "script_finished":
                break
        self.live: ClientConnection = await connect(
            f"ws://{self.host}/live", origin=origin, subprotocols=[token], compression=None
        )

    async def draw(self) -> None:
        """Draw example after example, a few points more each time."""
        rng, seq = random.Random(self.number), 0
        await asyncio.sleep(rng.random() / A_SECOND)
        loop = asyncio.get_running_loop()
        end = loop.time() + SECONDS
        while loop.time() < end:
            stroke = rng.choice(EXAMPLES)["strokes"][0]
            for points in range(2, len(stroke) // 2, 5):
                if loop.time() >= end:
                    break
                seq, due = seq + 1, loop.time() + 1 / A_SECOND
                drawing = {"kind": "drawing", "seq": seq, "strokes": [stroke[: 2 * points]]}
                began = perf_counter()
                await self.live.send(json.dumps(drawing))
                assert json.loads(await self.live.recv())["seq"] == seq
                self.times.append((perf_counter() - began) * 1000)
                await asyncio.sleep(max(0, due - loop.time()))

    async def leave(self) -> None:
        """Close both sockets."""
        await self.live.close()
        await self.streamlit.close()


def megabytes(process: int) -> float:
    """Return the memory that a process holds."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) / 1000 for line in status.splitlines() if "VmRSS" in line)


async def lesson(host: str, process: int) -> tuple[list[float], float]:
    """Let a class come, draw and leave. Return all times, and the memory while they drew."""
    visitors = [Visitor(host, number) for number in range(VISITORS)]
    for visitor in visitors:
        await visitor.come()
    await asyncio.gather(*(visitor.draw() for visitor in visitors))
    held = megabytes(process)
    for visitor in visitors:
        await visitor.leave()
    return [time for visitor in visitors for time in visitor.times], held


async def measure(host: str, process: int) -> None:
    """Print the table of two lessons."""
    first = Visitor(host, 0)
    await first.come()
    await first.leave()
    print("| class | answers | a second | median, ms | p95, ms | MB before | drawing | after |")
    print("|---|---|---|---|---|---|---|---|")
    worst = 0.0
    for name in ("first", "second"):
        before = megabytes(process)
        times, held = await lesson(host, process)
        await asyncio.sleep(FORGOTTEN)
        slow = percentile(times, 0.95)
        worst = max(worst, slow)
        print(
            f"| {name} | {len(times):,} | {len(times) / SECONDS:,.0f} | {median(times):.1f} "
            f"| {slow:.1f} | {before:.0f} | {held:.0f} | {megabytes(process):.0f} |",
            flush=True,
        )
    print(f"\nTarget: p95 below {P95} ms: {'met' if worst < P95 else 'missed'}.")


def main() -> None:
    """Start a server and measure it."""
    with serving(*STREAMLIT) as (host, process):
        asyncio.run(measure(host, process))


if __name__ == "__main__":
    main()
