# SPDX-License-Identifier: Apache-2.0
"""Descriptors of VMDK and Parallels disks: texts out of images, and words that a fuzzer joins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from instar.generated.formats import hdd, vmdk
from lab.fuzz.packing import unpack
from lab.images.sesparse import DIRECTORY, UNMAPPED, ZERO, data, sesparse_bytes
from lab.images.vmdk import SECTOR

EMBEDDED, NAMES_HOSTED, NAMES_ESX, NAMES_SESPARSE = 1, 2, 4, 64
"""Bits of an input's first byte (native/descriptor.c)."""

_LEN_TABLES = 1024
"""Of a space-efficient extent: its directory, and the first entries of its table."""
_TEXT = re.compile(rb"[\t\n\r\x20-\xff]{16,}\x00?")
_SYNTAX = (
    "=",
    '="',
    '"',
    ' "',
    '" ',
    "\n",
    "\n\n",
    " ",
    "#",
    "-",
    "0x",
    "0",
    "1",
    "ffffffff",
    "fffffffe",
)
_NUMBERS = tuple(
    str(2**bits + off) for bits in (9, 22, 31, 32, 53, 54, 55, 63, 64) for off in (-1, 0)
)


_XML = (
    "<",
    ">",
    "</",
    "/>",
    "<!--",
    "-->",
    "&amp;",
    "&#46;",
    "<![CDATA[",
    "<!DOCTYPE a>",
    "\n",
    "0",
)


def words() -> list[bytes]:
    """The words of VMDK descriptors that the spec names."""
    return _words({**vars(vmdk), **vars(vmdk.VmdkDescriptor)}, (*_SYNTAX, *_NUMBERS))


def hdd_words() -> list[bytes]:
    """The same of descriptors of Parallels disks."""
    return _words({**vars(hdd), **vars(hdd.HddDescriptor)}, (*_XML, *_NUMBERS))


def _words(found: Mapping[str, object], more: Iterable[str]) -> list[bytes]:
    named = [value for name, value in found.items() if name.isupper()]
    texts = [
        value.encode() if isinstance(value, str) else value
        for value in named
        if isinstance(value, (str, bytes))
    ]
    return list(dict.fromkeys([*texts, *(text.encode() for text in more)]))


def dictionary(words: Iterable[bytes]) -> str:
    """As libFuzzer reads it."""
    lines = ('"' + "".join(f"\\x{byte:02x}" for byte in word) + '"' for word in words if word)
    return "\n".join([*lines, ""])


def extract(data: bytes) -> list[bytes]:
    """Inputs out of a packed VMDK: its texts, alone and embedded, naming each kind of extent."""
    _, _, pieces = unpack(data)
    texts = [match.group() for _, piece in pieces for match in _TEXT.finditer(piece)]
    key = vmdk.VmdkDescriptor.KEY_CREATE_TYPE.encode()
    kinds = (0, EMBEDDED, NAMES_HOSTED, NAMES_ESX)
    found = [bytes([kind]) + text for text in texts for kind in kinds if key in text]
    return found + [space_efficient(text) for text in texts if key in text]


def space_efficient(text: bytes) -> bytes:
    """The same, of which each sparse extent is a space-efficient one; its tables follow."""
    kinds = vmdk.EXTENT_TYPE_SPARSE.encode(), vmdk.EXTENT_TYPE_SE_SPARSE.encode()
    tables = sesparse_bytes({0: data(1), 1: ZERO, 2: UNMAPPED})[DIRECTORY * SECTOR :][:_LEN_TABLES]
    text = text.rstrip(b"\0").replace(b" " + kinds[0] + b" ", b" " + kinds[1] + b" ")
    return bytes([NAMES_SESPARSE]) + text + tables
