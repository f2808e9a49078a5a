# SPDX-License-Identifier: Apache-2.0
"""A worker of a pool: a process that makes a station and answers calls until nobody sends more."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import socket
from contextlib import suppress

from instar.fleet import wire
from instar.fleet.call import here
from instar.sandbox.together import on_touch

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from instar.fleet.call import Call, Recipe, Station


def main(fd: int) -> None:
    """Serve the pool at the other end of the socket `fd`."""
    # The images of a call keep what they need until all are done: with Python's 700, all of that is
    # looked through for garbage again and again.
    gc.set_threshold(20_000)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal's goes to all; the pool decides
    # The end of it all is that the pool is closed, or gone.
    with socket.socket(fileno=fd) as channel, suppress(EOFError, ConnectionError):
        _serve(channel)


def _serve(channel: socket.socket) -> None:
    recipe: Any = wire.receive(channel)[0]
    station: Station | None = None
    on_touch.append(lambda: wire.send(channel, wire.TOUCHED))
    try:
        while True:
            call, files = wire.receive(channel)
            try:
                station = station or _station(recipe)
                reply: tuple[bool, object] = (True, _answer(call, station, files))
            except Exception as error:
                reply = (False, error)
            _reply(channel, reply)
    finally:
        if station is not None:
            station.close()


def _station(recipe: Recipe) -> Station:
    return recipe()


def _answer(call: Any, station: Station, files: list[int]) -> list[Any]:
    asked: Call = call.with_descriptors(files) if files else call
    if asked.folder and asked.folder != here():
        os.chdir(asked.folder)
    try:
        return asked(station)
    finally:
        for fd in files:
            os.close(fd)


def _reply(channel: socket.socket, reply: tuple[bool, object]) -> None:
    try:
        wire.send(channel, reply)
    except (pickle.PickleError, TypeError, AttributeError) as error:
        wire.send(channel, (False, RuntimeError(f"{reply[1]!r}: {error}")))
