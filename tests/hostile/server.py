# SPDX-License-Identifier: Apache-2.0
"""Asks instar about images, each in a process of its own that is limited in memory and time.

    python -m tests.hostile.server

A line of JSON in, {"directory": ..., "questions": [...]}; a line of JSON out. The program is loaded
once and forked for each image; what a child had to import, the next ones find there.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import os
import resource
import signal
import sys
from collections.abc import Sequence

from instar.cli.main import main

CPU_SECONDS = 30
WALL_SECONDS = 600
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
        there = set(sys.modules)
        answers = [ask(words) for words in questions]
        imported = [name for name in sys.modules if name not in there]
        json.dump({"answers": answers, "imported": imported}, pipe)


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
    told = json.loads(text) if status == 0 else {"answers": [], "imported": []}
    for name in told["imported"]:
        importlib.import_module(name)
    return {
        "answers": told["answers"],
        "died": status,
        "peak": usage.ru_maxrss << 10,
    }


if __name__ == "__main__":
    for line in sys.stdin:
        request = json.loads(line)
        print(json.dumps(serve(request["folder"], request["questions"])), flush=True)
