# SPDX-License-Identifier: Apache-2.0
"""Expressions of views -> programs of the guest's interpreter. A name's meaning is found out here,
so that the guest knows no name.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from codegen.model.view import Op

_TOKEN = re.compile(
    r"\s*(?:(?P<number>0x[0-9a-fA-F_]+|[0-9][0-9_]*)|(?P<name>[A-Za-z_]\w*(?:::\w+)*)"
    r"|(?P<text>\"[^\"]*\"|'[^']*')|(?P<op><<|>>|==|!=|<=|>=|[-+*/%&|^~<>()\[\]?:.,]))"
)
_BINARY = (
    {"==": Op.EQ, "!=": Op.NE, "<": Op.LT, "<=": Op.LE, ">": Op.GT, ">=": Op.GE},
    {"|": Op.OR},
    {"^": Op.XOR},
    {"&": Op.AND},
    {"<<": Op.SHL, ">>": Op.SHR},
    {"+": Op.ADD, "-": Op.SUB},
    {"*": Op.MUL, "/": Op.DIV, "%": Op.MOD},
)
"""Operators by rank, loosest first; `not`, `and`, `or` and `? :` are below them all."""


class ViewError(ValueError):
    """What an expression says has no meaning."""


@dataclass(frozen=True, slots=True)
class Static:
    """What is known of a value beforehand: of which type an object is, and whether it is a list."""

    type: int | None = None
    many: bool = False


NUMBER = Static()


@dataclass(slots=True)
class Scope:
    """Names of one type."""

    attr: Callable[[int, str], tuple[int, Static] | None]
    """Number and kind of what a type has by that name."""
    param: Callable[[str], tuple[int, Static] | None]
    constant: Callable[[str], int | None]
    """A constant of the file that declares the type."""
    member: Callable[[str], int]
    size_of: Callable[[str], int]
    type_named: Callable[[str], int]
    self_type: int
    root_type: int | None
    it: Static | None = None


def varint(number: int) -> bytes:
    out = bytearray()
    while True:
        out.append(number & 0x7F | (0x80 if number > 0x7F else 0))
        number >>= 7
        if not number:
            return bytes(out)


def integer(value: int) -> bytes:
    return bytes([Op.INT]) + varint(value << 1 if value >= 0 else (-value << 1) - 1)


class _Compiler:
    def __init__(self, text: str, scope: Scope) -> None:
        self.text, self.scope = text, scope
        self.tokens: list[tuple[str, str]] = []
        at = 0
        while text[at:].strip():
            match = _TOKEN.match(text, at)
            if match is None:
                raise ViewError(f"{text[at:].strip()[:12]!r} is not possible here")
            kind = match.lastgroup or ""
            self.tokens.append((kind, match[kind]))
            at = match.end()
        self.at = 0

    # --- tokens

    def peek(self) -> str:
        return self.tokens[self.at][1] if self.at < len(self.tokens) else ""

    def take(self) -> tuple[str, str]:
        if self.at == len(self.tokens):
            raise ViewError("the expression ends too early")
        self.at += 1
        return self.tokens[self.at - 1]

    def skip(self, text: str) -> bool:
        if self.peek() == text:
            self.at += 1
            return True
        return False

    def need(self, text: str) -> None:
        if not self.skip(text):
            raise ViewError(f"{text!r} is expected, not {self.peek()!r}")

    # --- grammar

    def whole(self) -> tuple[bytes, Static]:
        code, static = self.choice()
        if self.at < len(self.tokens):
            raise ViewError(f"{self.peek()!r} is not possible here")
        return code, static

    def choice(self) -> tuple[bytes, Static]:
        code, static = self.either()
        if not self.skip("?"):
            return code, static
        yes, static = self.choice()
        self.need(":")
        no, _ = self.choice()
        return self.branch(code, yes, no), static

    @staticmethod
    def branch(code: bytes, yes: bytes, no: bytes) -> bytes:
        yes += bytes([Op.SKIP]) + varint(len(no))
        return code + bytes([Op.SKIP_IF_NOT]) + varint(len(yes)) + yes + no

    def either(self) -> tuple[bytes, Static]:
        code, static = self.both()
        while self.skip("or"):
            other, _ = self.both()
            code = self.branch(code, integer(1), other)
        return code, static

    def both(self) -> tuple[bytes, Static]:
        code, static = self.inverse()
        while self.skip("and"):
            other, _ = self.inverse()
            code = self.branch(code, other, integer(0))
        return code, static

    def inverse(self) -> tuple[bytes, Static]:
        if self.skip("not"):
            return self.inverse()[0] + bytes([Op.NOT]), NUMBER
        return self.binary(0)

    def binary(self, rank: int) -> tuple[bytes, Static]:
        if rank == len(_BINARY):
            return self.unary()
        code, static = self.binary(rank + 1)
        while self.peek() in _BINARY[rank] and self.tokens[self.at][0] == "op":
            op = _BINARY[rank][self.take()[1]]
            code += self.binary(rank + 1)[0] + bytes([op])
            static = NUMBER
        return code, static

    def unary(self) -> tuple[bytes, Static]:
        if self.skip("-"):
            return self.unary()[0] + bytes([Op.NEG]), NUMBER
        if self.skip("~"):
            return self.unary()[0] + bytes([Op.INVERT]), NUMBER
        return self.postfix()

    def postfix(self) -> tuple[bytes, Static]:
        code, static = self.primary()
        while True:
            if self.skip("."):
                code, static = self.step(code, static, self.take()[1])
            elif static.many and self.skip("["):
                index, _ = self.choice()
                self.need("]")
                code, static = self.element(code, static, index)
            else:
                return code, static

    def step(self, code: bytes, static: Static, name: str) -> tuple[bytes, Static]:
        if name in ("to_i", "to_s"):
            return code, NUMBER
        if name == "as":
            self.need("<")
            kind = self.take()[1]
            self.need(">")
            if kind in ("bytes", "str") or re.fullmatch(r"[us][1248]", kind):
                return code, NUMBER
            return code, Static(self.scope.type_named(kind))
        if static.type is None:
            if name in ("length", "size"):
                return code + bytes([Op.LENGTH]), NUMBER
            raise ViewError(f"a number has no {name!r}")
        return self.attribute(code, static.type, name)

    def attribute(self, code: bytes, type: int, name: str) -> tuple[bytes, Static]:
        found = self.scope.attr(type, name)
        if found is None:
            raise ViewError(f"nothing is named {name!r} there")
        number, static = found
        if static.many:
            return code + varint(number), static  # an index follows, and `element` puts it together
        return code + bytes([Op.ATTR]) + varint(number), static

    def element(self, code: bytes, static: Static, index: bytes) -> tuple[bytes, Static]:
        last = len(code) - 1
        while last and code[last - 1] & 0x80:
            last -= 1
        owner, attr = code[:last], code[last:]
        return owner + index + bytes([Op.ELEMENT]) + attr, Static(static.type)

    def primary(self) -> tuple[bytes, Static]:
        kind, text = self.take()
        if kind == "number":
            return integer(int(text.replace("_", ""), 0)), NUMBER
        if kind == "text":
            return self.literal(text[1:-1].encode()), NUMBER
        if text == "(":
            found = self.choice()
            self.need(")")
            return found
        if text == "[":
            return self.literal(self.listed()), NUMBER
        if kind != "name":
            raise ViewError(f"{text!r} is not possible here")
        return self.named(text)

    def literal(self, data: bytes) -> bytes:
        return bytes([Op.BYTES]) + varint(len(data)) + data

    def listed(self) -> bytes:
        out = bytearray()
        while not self.skip("]"):
            out.append(int(self.take()[1], 0))
            self.skip(",")
        return bytes(out)

    def named(self, text: str) -> tuple[bytes, Static]:
        scope = self.scope
        match text:
            case "true" | "false":
                return integer(text == "true"), NUMBER
            case "_index":
                return bytes([Op.INDEX]), NUMBER
            case "_":
                if scope.it is None:
                    raise ViewError("`_` has a meaning only in repeat-until")
                return bytes([Op.IT]), scope.it
            case "_io":
                self.need(".")
                word = {"size": Op.IO_SIZE, "pos": Op.IO_POS, "eof": Op.IO_EOF}
                return bytes([word[self.take()[1]]]), NUMBER
            case "_root":
                return self.of_root()
            case "sizeof":
                self.need("<")
                size = scope.size_of(self.take()[1])
                self.need(">")
                return integer(size), NUMBER
        if "::" in text:
            return integer(scope.member(text)), NUMBER
        found = scope.param(text)
        if found is not None:
            return bytes([Op.PARAM]) + varint(found[0]), found[1]
        if scope.attr(scope.self_type, text) is not None:
            return self.attribute(bytes([Op.SELF]), scope.self_type, text)
        constant = scope.constant(text)
        if constant is None:
            raise ViewError(f"nothing is named {text!r}")
        return integer(constant), NUMBER

    def of_root(self) -> tuple[bytes, Static]:
        self.need(".")
        name = self.take()[1]
        constant = self.scope.constant(name) if self.scope.root_type is None else None
        if constant is not None:
            return integer(constant), NUMBER
        if self.scope.root_type is None:
            raise ViewError(f"the file has no constant {name!r}")
        return self.attribute(bytes([Op.ROOT]), self.scope.root_type, name)


def compile(text: str, scope: Scope) -> tuple[bytes, Static]:
    """The instructions of an expression, without an end, and what it is known to give."""
    return _Compiler(text, scope).whole()
