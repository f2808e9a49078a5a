# SPDX-License-Identifier: Apache-2.0
"""Asks instar about images, each in a process of its own that is limited in memory and time.

    python -m tests.hostile.server

A line of JSON in, {"directory": ..., "questions": [...]}; a line of JSON out. The program is loaded
once and forked for each image.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import resource
import signal
import sys
from collections.abc import Sequence

import instar.cli.commands.info
import instar.cli.commands.map
import instar.cli.commands.measure
import instar.faults
import instar.sandbox.pool  # noqa: F401  loaded before the fork, as are those above
from instar.cli.main import main

CPU_SECONDS = 30
WALL_SECONDS = 60
ADDRESS_SPACE = 2 << 30


def ask(words: Sequence[str]) -> dict[str, object]:
    """Run one command line."""
    out, err = (
        io.TextIOWrapper(io.BytesIO(), "utf-8", "surrogateescape", newline="\n") for _ in range(2)
    )
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main(words)
        out.flush()
        err.flush()
    return {"status": status, "out": text_of(out), "err": text_of(err)}


def text_of(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()


def child(folder: str, questions: Sequence[Sequence[str]], answer: int) -> None:
    """What happens after the fork."""
    os.chdir(folder)
    signal.alarm(WALL_SECONDS)
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    with open(answer, "w", encoding="utf-8", errors="surrogateescape") as pipe:
        json.dump([ask(words) for words in questions], pipe)


def serve(folder: str, questions: Sequence[Sequence[str]]) -> dict[str, object]:
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            os.close(reading)
            child(folder, questions, writing)
            status = 0
        finally:
            os._exit(status)
    os.close(writing)
    with open(reading, encoding="utf-8", errors="surrogateescape") as pipe:
        text = pipe.read()
    _, status, usage = os.wait4(pid, 0)
    return {
        "answers": json.loads(text) if status == 0 else [],
        "died": status,
        "peak": usage.ru_maxrss << 10,
    }


if __name__ == "__main__":
    for line in sys.stdin:
        request = json.loads(line)
        print(json.dumps(serve(request["folder"], request["questions"])), flush=True)
