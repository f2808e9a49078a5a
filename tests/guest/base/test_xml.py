# SPDX-License-Identifier: Apache-2.0
"""The reader of XML, held against expat."""

from __future__ import annotations

import ctypes
import plistlib
import xml.parsers.expat
from random import Random

import pytest

from tests.codegen.cbuild import ROOT, build
from tests.wanted import needs

pytestmark = needs("cc")

MAX_DEPTH = 16
KINDS = ("broken", "end", "open", "close", "text")
Event = tuple[str, bytes]


class Xml(ctypes.Structure):
    _fields_ = (
        ("text", ctypes.c_void_p),
        ("len", ctypes.c_size_t),
        ("at", ctypes.c_size_t),
        ("p", ctypes.c_void_p),
        ("num", ctypes.c_size_t),
        ("rest", ctypes.c_uint8 * (8 + 16 * MAX_DEPTH)),
    )


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> ctypes.CDLL:
    folder = tmp_path_factory.mktemp("xml")
    loaded = build(folder / "xml.so", [ROOT / f"guest/base/{name}.c" for name in ("xml", "utf16")])
    loaded.xml_plain.restype = loaded.xml_content.restype = ctypes.c_bool
    loaded.xml_begin.argtypes = (ctypes.POINTER(Xml), ctypes.c_char_p, ctypes.c_size_t)
    return loaded


def events(library: ctypes.CDLL, document: bytes) -> list[Event]:
    """All that it reads: the last one is the end, or says that it is broken."""
    reader = Xml()
    found: list[Event] = []
    library.xml_begin(reader, document, len(document))
    while not found or found[-1][0] not in ("end", "broken"):
        kind = KINDS[library.xml_next(ctypes.byref(reader))]
        named = kind in ("open", "close", "text")
        text = ctypes.string_at(reader.p or 0, reader.num) if named else b""
        found.append((kind, plain(library, text) or b"" if kind == "text" else text))
    assert KINDS[library.xml_next(ctypes.byref(reader))] == found[-1][0]
    return found


def plain(library: ctypes.CDLL, text: bytes) -> bytes | None:
    room, made = ctypes.create_string_buffer(text), ctypes.c_size_t()
    if not library.xml_plain(room, ctypes.c_size_t(len(text)), room, ctypes.byref(made)):
        return None
    return room.raw[: made.value]


def expected(document: bytes) -> list[Event] | None:
    """What expat reads; None: it refuses it."""
    found: list[Event] = []
    parser = xml.parsers.expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, _: found.append(("open", name.encode()))
    parser.EndElementHandler = lambda name: found.append(("close", name.encode()))
    parser.CharacterDataHandler = lambda text: found.append(("text", text.encode()))
    try:
        parser.Parse(document.rstrip(b"\0"), True)
    except xml.parsers.expat.ExpatError:
        return None
    return [(kind, text) for kind, text in found if text.strip()] + [("end", b"")]


DOCUMENTS = (
    plistlib.dumps({"resource-fork": {"blkx": [{"Data": b"mish", "Name": "a & b"}], "empty": {}}}),
    b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- a <b> -->\n<a x=">" y=\'"\'>1<b/>2<b c="d" />&#65;'
    b"&#x20ac;&lt;&#128512;</a>\n<!-- end -->\n\0\0",
    b"<a>" * MAX_DEPTH + b"x" + b"</a>" * MAX_DEPTH,
    b"<_:a.b-c>\n\t<d>&quot;&apos;&gt;&amp;</d >\n</_:a.b-c\n>",
)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_elements_and_text_are_those_that_expat_reads(
    library: ctypes.CDLL, document: bytes
) -> None:
    assert events(library, document) == expected(document)


@pytest.mark.parametrize(
    "document",
    [
        *(b"", b" ", b"text", b"<a>", b"</a>", b"<a></b>", b"<a></a", b"<a/><b/>", b"<a/>text"),
        *(b"<a", b"<a b='>", b"<a b='<'/>", b"<>", b"<1/>", b"<a>x\0y</a>", b"<!-- ", b"<?x"),
        b"<a>" * (MAX_DEPTH + 1) + b"</a>" * (MAX_DEPTH + 1),
        b"<!DOCTYPE a [<!ENTITY b 'cc'>]><a>&b;</a>",
        *(b"<!DOCTYPE a []><a/>", b"<a/><!DOCTYPE a>", b"<a><![CDATA[x]]></a>", b"<!ENTITY x>"),
    ],
)
def test_what_is_broken_or_costly_is_refused(library: ctypes.CDLL, document: bytes) -> None:
    assert events(library, document)[-1] == ("broken", b"")


@pytest.mark.parametrize(
    "text", [b"&", b"&amp", b"&b;", b"&#;", b"&#x;", b"&#x110000;", b"&#55296;", b"&#0;", b"&#a;"]
)
def test_an_entity_that_is_not_known_is_no_text(library: ctypes.CDLL, text: bytes) -> None:
    assert plain(library, b"a" + text) is None


def test_damaged_documents_are_read_as_expat_reads_them(library: ctypes.CDLL) -> None:
    """What it refuses is more; what it reads is the same."""
    chooser, same = Random(5), 0
    for _ in range(4000):
        document = bytearray(chooser.choice(DOCUMENTS))
        for _ in range(chooser.randrange(1, 3)):
            place = chooser.randrange(len(document))
            document[place : place + chooser.randrange(2)] = chooser.choice(
                (b"", b"<", b">", b"/", b"a", b"&", b"'", b" ", b"<a>", b"</a>", b"<a/>")
            )
        wanted = expected(bytes(document))
        found = events(library, bytes(document))
        if wanted is not None and found[-1][0] == "end":
            assert joined(found) == wanted, document
            same += 1
    assert same > 500


def joined(found: list[Event]) -> list[Event]:
    """Pieces of text with nothing between them are one to expat, which leaves out comments."""
    made: list[Event] = []
    for event in found:
        if event[0] == "text" == (made[-1][0] if made else ""):
            made[-1] = ("text", made[-1][1] + event[1])
        else:
            made.append(event)
    return made


def test_the_content_of_an_element_is_one_text(library: ctypes.CDLL) -> None:
    for document, content in (
        (b"<a>text</a>", b"text"),
        (b"<a/>", b""),
        (b"<a> </a>", b""),
        (b"<a>x<b/></a>", None),
        (b"<a><b/></a>", None),
        (b"<a>x", None),
    ):
        reader = Xml()
        library.xml_begin(reader, document, len(document))
        assert KINDS[library.xml_next(ctypes.byref(reader))] == "open"
        found = library.xml_content(ctypes.byref(reader))
        assert found == (content is not None)
        if found:
            assert ctypes.string_at(reader.p or 0, reader.num) == content
