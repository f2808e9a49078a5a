# SPDX-License-Identifier: Apache-2.0
"""What a pool and its workers send each other: pickles, and open files, through a socket."""

from __future__ import annotations

import pickle
import socket
import struct

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

TOUCHED = "touched"
"""What a worker says before its answers when it is about to change files."""

_HEAD = struct.Struct("<QI")
MAX_FILES = 64
"""Open files of one message; Linux takes 253."""


def send(channel: socket.socket, message: object, files: Sequence[int] = ()) -> None:
    """Send a message. The files are the receiver's, too, from now on."""
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    head = _HEAD.pack(len(data), len(files))
    if files:
        socket.send_fds(channel, [head], files)
        channel.sendall(data)
    else:
        channel.sendall(head + data)


def receive(channel: socket.socket) -> tuple[object, list[int]]:
    """The next message and its files. An `EOFError` is one that does not come."""
    head, files, _, _ = socket.recv_fds(channel, _HEAD.size, MAX_FILES)
    head += _exactly(channel, _HEAD.size - len(head))
    length, _ = _HEAD.unpack(head)
    return pickle.loads(_exactly(channel, length)), list(files)


def _exactly(channel: socket.socket, length: int) -> bytearray:
    data = bytearray(length)
    view = memoryview(data)
    while view:
        got = channel.recv_into(view)
        if not got:
            raise EOFError
        view = view[got:]
    return data
