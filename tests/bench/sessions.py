"""Many sessions at protocol level: Streamlit's websocket messages and Dash's callbacks, every answer checked.

What is timed is from the message sent to the end of the answer. People think between two acts, each by a seed of their
own, so that all sides meet the same load.
"""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from peers import AGENCIES, FIRST, LAST_YEAR, YEAR_BEFORE, Side, lacks, wanted
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

# A person looks at a chart for so many seconds before the next act.
LEAST_THOUGHT, MOST_THOUGHT = 2.5, 7.5
ANSWER_SECONDS = 60.0
AGENCY, YEAR = 0, 1
Act = tuple[int, str]


class Client(Protocol):
    """One person at one side."""

    async def open(self) -> str:
        """Open the page of the gaps and return the figure."""

    async def choose(self, box: int, label: str) -> str:
        """Choose in one of the two boxes, and return the figure that comes."""

    async def close(self) -> None:
        """Leave."""


class StreamlitClient:
    """A browser's part of Streamlit's protocol: what was chosen goes out, messages come until the run has ended."""

    def __init__(self, side: Side, data: dict[str, Any]) -> None:
        self.side = side
        self.query = side.first.partition("?")[2]
        self.states: dict[str, WidgetState] = {}
        # By their place on the page: widgets come and go, and the last at a place is the one that stands there.
        self.boxes: dict[tuple[int, ...], Any] = {}
        self.page_hash = ""
        self.seen: dict[str, ForwardMsg] = {}
        self.socket: ClientConnection | None = None

    async def open(self) -> str:
        """Connect, and run the page for the first time."""
        address = self.side.address.replace("http", "ws", 1)
        self.socket = await connect(
            f"{address}/_stcore/stream",
            subprotocols=["streamlit"],  # type: ignore[list-item]
            origin=self.side.address,  # type: ignore[arg-type]
            max_size=None,
            compression=None,
        )
        return await self.run("gaps")

    async def choose(self, box: int, label: str) -> str:
        """Choose what has this label, or has it as its end, and run the page."""
        found = list(self.boxes.values())[box]
        option = next(each for each in found.options if label in each)
        self.states[found.id] = WidgetState(id=found.id, string_value=option)
        return await self.run()

    async def run(self, page: str = "") -> str:
        """Run the page as a browser asks for it, and return the figure that came."""
        assert self.socket is not None
        asked = BackMsg()
        asked.rerun_script.query_string = self.query
        asked.rerun_script.page_name = page
        asked.rerun_script.page_script_hash = self.page_hash
        asked.rerun_script.widget_states.widgets.extend(self.states.values())
        asked.rerun_script.cached_message_hashes.extend(self.seen)
        asked.rerun_script.context_info.url = f"{self.side.address}/gaps"
        asked.rerun_script.context_info.timezone = "Asia/Bangkok"
        await self.socket.send(asked.SerializeToString())
        figure = ""
        boxes: dict[tuple[int, ...], Any] = {}
        while True:
            message = ForwardMsg.FromString(await self.socket.recv(decode=False))
            kind = message.WhichOneof("type")
            if kind == "ref_hash":
                known = self.seen[message.ref_hash]
                place = tuple(message.metadata.delta_path)
                message, kind = known, known.WhichOneof("type")
            else:
                place = tuple(message.metadata.delta_path)
                if message.metadata.cacheable and message.hash:
                    self.seen[message.hash] = message
            if kind == "navigation":
                self.page_hash = message.navigation.page_script_hash
            elif kind == "page_info_changed":
                self.query = message.page_info_changed.query_string
            elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
                element = message.delta.new_element
                of = element.WhichOneof("type")
                if of == "selectbox":
                    boxes[place] = element.selectbox
                elif of == "plotly_chart":
                    figure = element.plotly_chart.spec
                elif of == "bidi_component":
                    figure = element.bidi_component.bytes.decode() or figure
                elif of == "exception":
                    raise SystemExit(f"{self.side.name}: {element.exception.message}")
            elif kind == "script_finished":
                self.boxes = dict(sorted(boxes.items()))
                # As in a browser: what was chosen in a box that is gone is forgotten.
                here = {each.id for each in boxes.values()}
                self.states = {name: state for name, state in self.states.items() if name in here}
                return figure

    async def close(self) -> None:
        """Close the connection."""
        if self.socket is not None:
            await self.socket.close()


class DashClient:
    """A browser's part of Dash's protocol: each act posts the callback with what it is given."""

    def __init__(self, side: Side, data: dict[str, Any]) -> None:
        self.side = side
        self.years = {each["id"]: each["years"] for each in data["agencies"]}
        self.ids = {each["name"]: each["id"] for each in data["agencies"]}
        self.agency, self.year = FIRST, LAST_YEAR
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None
        self.callback: dict[str, Any] = {}

    async def open(self) -> str:
        """Get page, layout and callbacks, and ask for the first figure."""
        host, port = self.side.address.removeprefix("http://").split(":")
        self.reader, self.writer = await asyncio.open_connection(host, int(port))
        for path in ("/gaps", "/_dash-layout"):
            await self.ask("GET", path)
        (self.callback,) = json.loads(await self.ask("GET", "/_dash-dependencies"))
        return await self.post("place.pathname", "agency.value", "year.value", "view.value")

    async def choose(self, box: int, label: str) -> str:
        """Choose an agency or a year."""
        if box == YEAR:
            self.year = int(label)
            return await self.post("year.value")
        self.agency = self.ids[label]
        figure = await self.post("agency.value")
        # The year that the answer brought is in the box now.
        self.year = self.years[self.agency][0]
        return figure

    async def post(self, *changed: str) -> str:
        """Post the callback, and return the figure of its answer."""
        given = {"place": "/gaps", "agency": self.agency, "year": self.year, "view": "total"}
        outputs = [each.rsplit(".", 1) for each in self.callback["output"].strip(".").split("...")]
        said = {
            "output": self.callback["output"],
            "outputs": [{"id": of, "property": what} for of, what in outputs],
            "inputs": [{**each, "value": given[each["id"]]} for each in self.callback["inputs"]],
            "changedPropIds": list(changed),
            "state": [],
        }
        answer = json.loads(await self.ask("POST", "/_dash-update-component", json.dumps(said).encode()))
        return json.dumps(answer["response"]["chart"]["figure"], ensure_ascii=False)

    async def ask(self, method: str, path: str, body: bytes = b"") -> bytes:
        """Ask over the connection that stays open, and return the body of the answer."""
        assert self.reader is not None
        assert self.writer is not None
        header = f"{method} {path} HTTP/1.1\r\nHost: {self.side.address[7:]}\r\nContent-Type: application/json\r\n"
        self.writer.write(f"{header}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        lines = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        if " 200 " not in lines[0]:
            raise SystemExit(f"{self.side.name}: {method} {path}: {lines[0]}")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines[1:])}
        return await self.reader.readexactly(int(headers["content-length"]))

    async def close(self) -> None:
        """Close the connection."""
        if self.writer is not None:
            self.writer.close()


def client(side: Side, data: dict[str, Any]) -> Client:
    """Return a person at a side."""
    return (DashClient if side.name == "dash" else StreamlitClient)(side, data)


def memory(pid: int) -> int | None:
    """Return the bytes that a process has in memory; None where the system does not tell."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text("ascii", "replace").splitlines()
    except OSError:
        return None
    return next((1024 * int(line.split()[1]) for line in lines if line.startswith("VmRSS:")), None)


@dataclass
class Crowd:
    """What so many sessions at once met."""

    sessions: int
    times: list[float] = field(default_factory=list)
    bytes_a_session: float | None = None

    def at(self, share: float) -> float:
        """Return the milliseconds that this share of the answers took at most."""
        return sorted(self.times)[min(int(share * len(self.times)), len(self.times) - 1)]


def check(side: Side, figure: str, numbers: list[str], what: str) -> None:
    """End where an answer is not the figure that was asked for."""
    if missing := lacks(figure, numbers):
        raise SystemExit(f"{side.name}, {what}: a wrong answer; it lacks {', '.join(missing[:5])}: {figure[:300]!r}")


def acts_of(seed: int, count: int, data: dict[str, Any]) -> list[tuple[float, Act, list[str], str]]:
    """Return what a person does: seconds of thought, the act, the numbers that have to come, and its name."""
    dice = random.Random(seed)
    names = {each["id"]: each["name"] for each in data["agencies"]}
    years = {each["id"]: each["years"] for each in data["agencies"]}
    agency, year = FIRST, LAST_YEAR
    found = []
    for _ in range(count):
        others = [each for each in years[agency] if each != year]
        if others and dice.random() < 0.7:
            year = dice.choice(others)
            act = (YEAR, str(year))
        else:
            agency = dice.choice([each for each in AGENCIES if each != agency])
            year = years[agency][0]
            act = (AGENCY, names[agency])
        thought = dice.uniform(LEAST_THOUGHT, MOST_THOUGHT)
        found.append((thought, act, wanted(data, "gaps", agency, year), f"{agency} {year}"))
    return found


async def _crowd(side: Side, data: dict[str, Any], sessions: int, acts: int) -> Crowd:
    found = Crowd(sessions)
    first = wanted(data, "gaps", FIRST)
    # What a server takes for its first visitor, and keeps, is not a session's.
    await _warm(side, data)
    before = memory(side.pid)
    people = [client(side, data) for _ in range(sessions)]
    for each in people:
        check(side, await each.open(), first, "the first page")

    async def person(seed: int, who: Client) -> None:
        for number, (thought, act, numbers, what) in enumerate(acts_of(seed, acts, data)):
            # They came one after the other, and so they do not all act at once.
            await asyncio.sleep(thought if number else thought * random.Random(-seed).random())
            began = time.perf_counter()
            figure = await asyncio.wait_for(who.choose(*act), ANSWER_SECONDS)
            found.times.append(1000 * (time.perf_counter() - began))
            check(side, figure, numbers, what)

    await asyncio.gather(*(person(seed, who) for seed, who in enumerate(people, 1)))
    after = memory(side.pid)
    if before is not None and after is not None:
        found.bytes_a_session = (after - before) / sessions
    for each in people:
        await each.close()
    return found


async def _warm(side: Side, data: dict[str, Any]) -> None:
    """Look at everything once, so that what is cached is cached."""
    who = client(side, data)
    await who.open()
    names = {each["id"]: each["name"] for each in data["agencies"]}
    for each in (*data["agencies"][1:], data["agencies"][0]):
        check(side, await who.choose(AGENCY, names[each["id"]]), wanted(data, "gaps", each["id"], each["years"][0]), "")
        for year in (*each["years"][1:], *each["years"][:1]):
            if len(each["years"]) > 1:
                check(side, await who.choose(YEAR, str(year)), wanted(data, "gaps", each["id"], year), f"{year}")
    await who.close()


def crowd(side: Side, data: dict[str, Any], sessions: int, acts: int) -> Crowd:
    """Let so many people look and choose at once, and return what they met."""
    return asyncio.run(_crowd(side, data, sessions, acts))


async def _reruns(sides: Sequence[Side], data: dict[str, Any], runs: int) -> dict[str, list[float]]:
    people = {side.name: client(side, data) for side in sides}
    times: dict[str, list[float]] = {side.name: [] for side in sides}
    for side in sides:
        await _warm(side, data)
        check(side, await people[side.name].open(), wanted(data, "gaps", FIRST), "the first page")
    for number in range(runs + 2):
        year = (YEAR_BEFORE, LAST_YEAR)[number % 2]
        for side in sides:
            await asyncio.sleep(0.2)
            began = time.perf_counter()
            figure = await people[side.name].choose(YEAR, str(year))
            if number > 1:
                times[side.name].append(1000 * (time.perf_counter() - began))
            check(side, figure, wanted(data, "gaps", FIRST, year), f"a run for {year}")
    for each in people.values():
        await each.close()
    return times


def reruns(sides: Sequence[Side], data: dict[str, Any], runs: int) -> dict[str, list[float]]:
    """Return the milliseconds of a run of the page for another year, all cached, with one session at each side."""
    return asyncio.run(_reruns(sides, data, runs))
