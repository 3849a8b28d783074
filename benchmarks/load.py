"""Load from a process of its own: keep-alive connections that check every answer.

`python -m benchmarks.load` reads a `Job` as JSON and prints an `Outcome` as JSON.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import subprocess
import sys
import time
from dataclasses import asdict, dataclass, field

WARM_SECONDS = 0.3
KEY = "{key}"
"""Stands in a body for what is fresh in every form."""


@dataclass(frozen=True)
class Client:
    """What one connection sends, again and again: whole requests without their length."""

    heads: list[str]
    bodies: list[str]
    """One for each head, empty for a GET."""


@dataclass(frozen=True)
class Job:
    """What to send where, for how long, and the status that every answer has to have."""

    host: str
    port: int
    clients: list[Client]
    status: int
    seconds: float = 0
    requests: int = 0
    """How many in all, instead of `seconds`."""


@dataclass
class Outcome:
    """What came back."""

    answered: int = 0
    """Every answer, those of warming up too: what has to be stored."""
    measured: int = 0
    seconds: float = 0
    milliseconds: list[float] = field(default_factory=list)
    """How long each measured answer took."""
    sent: list[int] = field(default_factory=list)
    """How many requests each client has sent."""

    @property
    def rate(self) -> float:
        """Requests in a second."""
        return self.measured / self.seconds

    def quantile(self, share: float) -> float:
        """Return the time in milliseconds within which this share was answered."""
        ordered = sorted(self.milliseconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def run(job: Job) -> Outcome:
    """Do a job in a process of its own; any answer with another status ends the benchmark."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.load"],
        input=json.dumps(asdict(job)),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stderr.strip().splitlines()[-1])
    return Outcome(**json.loads(done.stdout))


def _request(client: Client, number: int) -> bytes:
    head = client.heads[number % len(client.heads)]
    text = client.bodies[number % len(client.bodies)]
    if KEY in text:
        text = text.replace(KEY, secrets.token_urlsafe(16))
    body = text.encode()
    length = f"Content-Length: {len(body)}\r\n" if body else ""
    return f"{head}{length}\r\n".encode() + body


async def _answer(reader: asyncio.StreamReader) -> int:
    """Read one answer whole and return its status."""
    lines = (await reader.readuntil(b"\r\n\r\n")).lower().split(b"\r\n")
    found = [line for line in lines if line.startswith(b"content-length:")]
    if not found:
        raise SystemExit("an answer says no length")
    await reader.readexactly(int(found[0].partition(b":")[2]))
    return int(lines[0].split(b" ", 2)[1])


class Run:
    """One job while it is done."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.outcome = Outcome(sent=[0] * len(job.clients))
        self.begin = 0.0
        self.left = job.requests

    def goes_on(self) -> bool:
        """Whether another request is to be sent."""
        if self.job.requests:
            self.left -= 1
            return self.left >= 0
        return time.perf_counter() < self.begin + self.job.seconds

    async def work(self) -> Outcome:
        """Send until the end; the seconds of warming up are not measured."""
        self.begin = time.perf_counter() + min(self.job.seconds, WARM_SECONDS)
        await asyncio.gather(*(self._client(each) for each in range(len(self.job.clients))))
        self.outcome.seconds = time.perf_counter() - self.begin
        return self.outcome

    async def _client(self, place: int) -> None:
        client, outcome = self.job.clients[place], self.outcome
        reader, writer = await asyncio.open_connection(self.job.host, self.job.port)
        while self.goes_on():
            message = _request(client, outcome.sent[place])
            outcome.sent[place] += 1
            began = time.perf_counter()
            writer.write(message)
            status = await _answer(reader)
            ended = time.perf_counter()
            if status != self.job.status:
                line = message.partition(b"\r\n")[0].decode()
                raise SystemExit(f"{line} answered {status} instead of {self.job.status}")
            outcome.answered += 1
            if ended >= self.begin:
                outcome.measured += 1
                outcome.milliseconds.append((ended - began) * 1_000)
        writer.close()


def main() -> None:
    """Do the job on standard input."""
    facts = json.load(sys.stdin)
    clients = [Client(**each) for each in facts.pop("clients")]
    outcome = asyncio.run(Run(Job(clients=clients, **facts)).work())
    json.dump(asdict(outcome), sys.stdout)


if __name__ == "__main__":
    main()
