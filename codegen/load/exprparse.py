# SPDX-License-Identifier: Apache-2.0
"""Text of an expression -> resolved tree. Precedence is Kaitai's, which is Python's."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from codegen.model.expr import (
    Binary,
    BinaryOp,
    Bool,
    Compare,
    CompareOp,
    Cond,
    Expr,
    Int,
    Logic,
    LogicOp,
    Text,
    ToInt,
    Unary,
    UnaryOp,
)


class ExprError(ValueError):
    """The text is not an expression, or a name in it means nothing."""


@dataclass(frozen=True, slots=True)
class Index:
    value: int


Step = str | Index
"""What follows a name: `.attr` or `[3]`."""


class Resolver(Protocol):
    def name(self, first: str, steps: tuple[Step, ...]) -> Expr:
        """The node for `first.step[0]...`; raises `ExprError`."""

    def member(self, scope: tuple[str, ...], member: str) -> Expr:
        """The node for `scope::member`."""

    def sizeof(self, scope: tuple[str, ...]) -> Expr:
        """The node for `sizeof<scope>`."""


_TOKEN = re.compile(
    r"\s*(?:"
    r"(?P<number>0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|[0-9][0-9_]*)"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_]*)"
    r"|(?P<text>\"[^\"\\]*\"|'[^']*')"
    r"|(?P<op>::|<<|>>|<=|>=|==|!=|[-+*/%&|^~<>()\[\].?:,])"
    r")"
)

_COMPARE = {op.value: op for op in CompareOp}
_LEVELS: tuple[dict[str, BinaryOp], ...] = (
    {"|": BinaryOp.OR},
    {"^": BinaryOp.XOR},
    {"&": BinaryOp.AND},
    {"<<": BinaryOp.SHL, ">>": BinaryOp.SHR},
    {"+": BinaryOp.ADD, "-": BinaryOp.SUB},
    {"*": BinaryOp.MUL, "/": BinaryOp.DIV, "%": BinaryOp.MOD},
)
MAX_DEPTH = 50
"""Nesting that no spec needs; the parser recurses no deeper."""


def _tokens(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    at = 0
    end = len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None:
            raise ExprError(f"cannot read {text[at:].strip()!r} in expression {text!r}")
        kind = str(match.lastgroup)
        found.append((kind, match.group(kind)))
        at = match.end()
    return found


class _Parser:
    def __init__(self, text: str, resolver: Resolver) -> None:
        self._text = text
        self._tokens = _tokens(text)
        self._at = 0
        self._depth = 0
        self._resolver = resolver

    def whole(self) -> Expr:
        node = self._ternary()
        if self._at != len(self._tokens):
            raise ExprError(f"{self._tokens[self._at][1]!r} left over in expression {self._text!r}")
        return node

    def _peek(self) -> str:
        """The next operator or name, "" at the end or before a literal."""
        if self._at < len(self._tokens) and self._tokens[self._at][0] in ("op", "name"):
            return self._tokens[self._at][1]
        return ""

    def _accept(self, token: str) -> bool:
        if self._peek() != token:
            return False
        self._at += 1
        return True

    def _expect(self, token: str) -> None:
        if not self._accept(token):
            raise ExprError(f"{token!r} expected in expression {self._text!r}")

    def _ternary(self) -> Expr:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise ExprError(f"expression {self._text[:40]!r}... is nested too deeply")
        test = self._or()
        if self._accept("?"):
            then = self._ternary()
            self._expect(":")
            test = Cond(test, then, self._ternary())
        self._depth -= 1
        return test

    def _or(self) -> Expr:
        node = self._and()
        while self._accept("or"):
            node = Logic(LogicOp.OR, node, self._and())
        return node

    def _and(self) -> Expr:
        node = self._not()
        while self._accept("and"):
            node = Logic(LogicOp.AND, node, self._not())
        return node

    def _not(self) -> Expr:
        if self._accept("not"):
            return Unary(UnaryOp.NOT, self._not())
        node = self._level(0)
        op = self._peek()
        if op in _COMPARE:
            self._at += 1
            node = Compare(_COMPARE[op], node, self._level(0))
            if self._peek() in _COMPARE:
                raise ExprError(f"chained comparison in expression {self._text!r}")
        return node

    def _level(self, level: int) -> Expr:
        if level == len(_LEVELS):
            return self._unary()
        node = self._level(level + 1)
        while self._peek() in _LEVELS[level]:
            op = _LEVELS[level][self._peek()]
            self._at += 1
            node = Binary(op, node, self._level(level + 1))
        return node

    def _unary(self) -> Expr:
        if self._accept("-"):
            return Unary(UnaryOp.NEG, self._unary())
        if self._accept("~"):
            return Unary(UnaryOp.INVERT, self._unary())
        return self._primary()

    def _primary(self) -> Expr:
        if self._at >= len(self._tokens):
            raise ExprError(f"expression {self._text!r} ends too early")
        kind, token = self._tokens[self._at]
        self._at += 1
        match kind:
            case "number":
                plain = token.replace("_", "").lower()
                return self._after(
                    Int(
                        int(plain, 0 if plain[:1] == "0" and len(plain) > 1 else 10),
                        plain.startswith("0x"),
                    )
                )
            case "text":
                return Text(token[1:-1])
            case "op" if token == "(":
                node = self._ternary()
                self._expect(")")
                return self._after(node)
            case "name":
                return self._name(token)
        raise ExprError(f"{token!r} is out of place in expression {self._text!r}")

    def _after(self, node: Expr) -> Expr:
        if self._accept("."):
            self._expect("to_i")
            return ToInt(node)
        return node

    def _word(self) -> str:
        if self._at < len(self._tokens) and self._tokens[self._at][0] == "name":
            self._at += 1
            return self._tokens[self._at - 1][1]
        raise ExprError(f"name expected in expression {self._text!r}")

    def _scope(self, first: str) -> tuple[str, ...]:
        names = [first]
        while self._accept("::"):
            names.append(self._word())
        return tuple(names)

    def _name(self, first: str) -> Expr:
        if first in ("true", "false"):
            return Bool(first == "true")
        if first == "sizeof":
            self._expect("<")
            scope = self._scope(self._word())
            self._expect(">")
            return self._resolver.sizeof(scope)
        scope = self._scope(first)
        if len(scope) > 1:
            return self._after(self._resolver.member(scope[:-1], scope[-1]))
        return self._chain(first)

    def _chain(self, first: str) -> Expr:
        steps: list[Step] = []
        convert: Callable[[Expr], Expr] = lambda node: node  # noqa: E731
        while True:
            if self._accept("."):
                attribute = self._word()
                if attribute == "to_i":
                    convert = ToInt
                    break
                steps.append(attribute)
            elif self._accept("["):
                steps.append(self._index())
                self._expect("]")
            else:
                break
        return convert(self._resolver.name(first, tuple(steps)))

    def _index(self) -> Index:
        kind, token = self._tokens[self._at] if self._at < len(self._tokens) else ("", "")
        if kind != "number":
            raise ExprError(f"only a constant index is possible in expression {self._text!r}")
        self._at += 1
        return Index(int(token.replace("_", ""), 0))


def parse(text: str, resolver: Resolver) -> Expr:
    """Raises `ExprError`, which names what it could not read."""
    return _Parser(text, resolver).whole()
