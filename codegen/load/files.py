# SPDX-License-Identifier: Apache-2.0
"""`specs/**/*.ksy` -> checked model. Every problem found is reported, each with file, line and YAML
path.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path

from codegen.load.evidence import read_programs, read_samples
from codegen.load.example import read_examples
from codegen.load.field import Orders, expression, read_in_c, read_macros
from codegen.load.options import STRUCTURE, read_options
from codegen.load.relations import read_places
from codegen.load.scope import Scope
from codegen.load.texts import doc_refs, read_strings, with_sizes
from codegen.load.type import load_type
from codegen.load.yamltree import Node, Problem, parse
from codegen.model import model as m
from codegen.model.expr import constant
from codegen.model.fixed import fixed
from codegen.model.options import OptionSet
from codegen.model.relations import Place

FOLDERS = ("abi", "formats")
"""Where specs are, in the order in which they are read."""
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
MAX_ID = 255
"""Largest `-instar-id`: a fault's number holds it, the type's and its own."""


@dataclass
class _File:
    id: str
    number: int
    path: str
    text: str
    root: Node
    imports: tuple[str, ...] = ()
    enums: dict[str, m.EnumType] = field(default_factory=dict)
    constants: dict[str, m.Constant] = field(default_factory=dict)
    types: dict[str, Node] = field(default_factory=dict)
    named_bytes: tuple[m.NamedBytes, ...] = ()


class _Dropped(Exception):
    """A file names a constant of one that has a problem itself."""


@dataclass(frozen=True, slots=True)
class Loaded:
    root: Path
    """Of the project."""
    specs: tuple[m.SpecFile, ...]
    """Files without a problem, each after those that it imports."""
    problems: tuple[Problem, ...]
    trees: dict[str, Node]
    """Every readable file's YAML, by path, for the linter."""


class Loader:
    """Reads all files, then resolves them; a problem in one drops those that import it too."""

    def __init__(self, root: Path, examples: bool = True) -> None:
        self._root = root
        self._examples = examples
        self._files: dict[str, _File] = {}
        self._structures: dict[m.TypeRef, m.Structure] = {}
        self._open: list[m.TypeRef] = []
        self.problems: list[Problem] = []

    # Files ------------------------------------------------------------------------------------

    def run(self) -> Loaded:
        paths = [
            p for folder in FOLDERS for p in sorted((self._root / "specs" / folder).glob("*.ksy"))
        ]
        for path in paths:
            name = path.relative_to(self._root).as_posix()
            try:
                self._read(name, path.read_text(encoding="utf-8"))
            except Problem as problem:
                self.problems.append(problem)
        for file in self._files.values():
            self._guard(self._outline, file)
        built = [s for f in self._ordered() if (s := self._build(f)) is not None]
        trees = {f.path: f.root for f in self._files.values()}
        return Loaded(self._root, self._without_broken(built), tuple(self.problems), trees)

    def _guard(self, action: object, file: _File) -> None:
        try:
            action(file)  # type: ignore[operator]
        except Problem as problem:
            self.problems.append(problem)

    def _read(self, name: str, text: str) -> None:
        root = parse(text, name)
        stem = Path(name).stem
        meta = root.need("meta")
        if meta.need("id").as_text() != stem:
            raise meta.need("id").problem(f"meta/id is not the file's name {stem!r}")
        if stem in self._files:
            raise meta.need("id").problem(f"{self._files[stem].path} has the same id")
        listed = meta.get("imports")
        imports = tuple(i.as_text().split("/")[-1] for i in listed.as_list()) if listed else ()
        self._files[stem] = _File(stem, self._number(root), name, text, root, imports)

    def _number(self, root: Node) -> int:
        """The declared number of a file, by which errors name its structures."""
        node = root.need("-instar-id")
        number = node.as_int()
        if not 1 <= number <= MAX_ID:
            raise node.problem(f"a number from 1 to {MAX_ID} is expected here")
        for other in self._files.values():
            if other.number == number:
                raise node.problem(f"{other.path} has the same number")
        return number

    def _outline(self, file: _File) -> None:
        """Enums, constants and the names of types: what other files may refer to."""
        for name in file.imports:
            if name not in self._files:
                raise file.root.need("meta").need("imports").problem(f"no spec is named {name!r}")
        enums = file.root.get("enums")
        for name, node in enums.items() if enums else ():
            file.enums[name] = _read_enum(file.id, name, node)
        types = file.root.get("types")
        file.types = dict(types.as_map()) if types else {}
        self._read_constants(file)

    def _read_constants(self, file: _File) -> None:
        instances = file.root.get("instances")
        listed = {n: i for n, i in instances.items() if i.get("pos") is None} if instances else {}
        in_bytes = {n: i for n, i in listed.items() if i.text("value").startswith("[")}
        listed = {n: i for n, i in listed.items() if n not in in_bytes}
        scope = Scope(file.id, "", file.constants, self.structure, self.enum)
        for name, node in listed.items():

            def resolve(name: str = name, node: Node = node) -> None:
                if node.get("value") is None:
                    raise node.problem("an instance of the root needs `value` or `pos`")
                expr = expression(node.need("value"), scope)
                value = constant(expr)
                if value is None:
                    raise node.problem("a constant of the root has to have a constant value")
                unit, doc = node.text("-instar-unit"), node.text("doc")
                own = node.flag("-instar-own")
                made = m.Constant(name, value, expr, unit, doc, node.where, read_in_c(node), own)
                file.constants[name] = made
                scope.constants[name] = made

            scope.later[name] = resolve
        while scope.later:
            scope.later.pop(next(iter(scope.later)))()
        file.named_bytes = tuple(_named_bytes(name, node) for name, node in in_bytes.items())

    def _ordered(self) -> list[_File]:
        done: list[_File] = []
        state: dict[str, bool] = {}

        def visit(file: _File) -> None:
            if file.id in state:
                if not state[file.id]:
                    self.problems.append(file.root.need("meta").problem("imports go in a circle"))
                return
            state[file.id] = False
            for name in file.imports:
                if name in self._files:
                    visit(self._files[name])
            state[file.id] = True
            done.append(file)

        for file in self._files.values():
            visit(file)
        return done

    # Names ------------------------------------------------------------------------------------

    def enum(self, spec: str, name: str) -> m.EnumType:
        """Raises `KeyError`."""
        return self._files[spec].enums[name]

    def structure(self, ref: m.TypeRef) -> m.Structure:
        """Raises `KeyError` for an unknown type, `Problem` for one that holds itself."""
        if ref in self._structures:
            return self._structures[ref]
        file = self._files[ref.spec]
        node = file.types[ref.name]
        if ref in self._open:
            raise node.problem("the type holds itself")
        self._open.append(ref)
        try:
            self._structures[ref] = self._load(file, ref.name, node)
        finally:
            self._open.pop()
        return self._structures[ref]

    def _load(self, file: _File, name: str, node: Node) -> m.Structure:
        number = file.number << 8 | (list(file.types).index(name) + 1)
        scope = Scope(file.id, name, file.constants, self.structure, self.enum)
        orders = _orders(file.root)
        return load_type(name, number, node, scope, orders, file.root.flag("-instar-abi"))

    # Result -----------------------------------------------------------------------------------

    def _build(self, file: _File) -> m.SpecFile | None:
        before = len(self.problems)
        for name in file.types:
            try:
                self.structure(m.TypeRef(file.id, name))
            except Problem as problem:
                if str(problem) not in [str(p) for p in self.problems]:
                    self.problems.append(problem)
        if len(self.problems) > before or any(p.where.file == file.path for p in self.problems):
            return None
        try:
            return self._spec(file)
        except Problem as problem:
            self.problems.append(problem)
        except _Dropped:
            pass
        return None

    def _spec(self, file: _File) -> m.SpecFile:
        root, meta = file.root, file.root.need("meta")
        orders = _orders(root)
        seq = root.get("seq")
        structures = [s for r, s in self._structures.items() if r.spec == file.id]
        sizes = {s.name: s.size for s in structures}
        return m.SpecFile(
            id=file.id,
            number=file.number,
            path=file.path,
            hash8=self._hash(file),
            title=meta.text("title"),
            doc=root.text("doc"),
            doc_ref=doc_refs(root),
            imports=file.imports,
            is_abi=root.flag("-instar-abi"),
            order=orders.bytes,
            bit_order=orders.bits if meta.get("bit-endian") else None,
            structures=tuple(with_sizes(s, sizes) for s in structures),
            constants=tuple(file.constants.values()),
            named_bytes=file.named_bytes,
            enums=tuple(file.enums.values()),
            magics=_read_magics(root),
            strings=read_strings(root),
            programs=read_programs(root),
            samples=read_samples(root),
            option_sets=self._options(file),
            places=self._places(file),
            license=meta.text("license"),
            history=_read_history(root),
            examples=read_examples(root, self._root, file.id) if self._examples else (),
            root_view=tuple(f.text("id") for f in seq.as_list()) if seq else (),
            where=root.where,
        )

    def _places(self, file: _File) -> tuple[Place, ...]:
        scope = Scope(file.id, "", file.constants, self.structure, self.enum)
        scope.constants = dict(file.constants)
        return read_places(file.root, scope, file.named_bytes)

    def _options(self, file: _File) -> tuple[OptionSet, ...]:
        scope = Scope(file.id, "", file.constants, self.structure, self.enum)
        scope.find_constant = self._constant
        return read_options(file.root, scope, self._structures.get(m.TypeRef(file.id, STRUCTURE)))

    def _constant(self, spec: str, name: str) -> int | None:
        """A constant of any file, or the limit of a field (`header_cluster_bits_max`)."""
        file = self._files.get(spec)
        if file is None and not self.problems:
            return None
        if file is None or any(p.where.file == file.path for p in self.problems):
            raise _Dropped(spec)
        if name in file.constants:
            return file.constants[name].value
        for type_name in file.types:
            if name.startswith(f"{type_name}_"):
                structure = self.structure(m.TypeRef(spec, type_name))
                found = fixed(structure.fields).get(name.removeprefix(f"{type_name}_"))
                if found is not None:
                    return found
        return None

    def _hash(self, file: _File) -> str:
        seen: dict[str, str] = {}

        def visit(f: _File) -> None:
            if f.id not in seen:
                seen[f.id] = f.text
                for name in f.imports:
                    visit(self._files[name])

        visit(file)
        text = "\0".join(seen[name] for name in sorted(seen))
        return hashlib.sha256(text.encode()).hexdigest()[:8]

    @staticmethod
    def _without_broken(built: list[m.SpecFile]) -> tuple[m.SpecFile, ...]:
        """Leave out files whose imports did not load."""
        good: dict[str, m.SpecFile] = {}
        for spec in built:
            if all(name in good for name in spec.imports):
                good[spec.id] = spec
        return tuple(good.values())


def _read_history(root: Node) -> tuple[tuple[str, str], ...]:
    """What changed when, the oldest first."""
    found: list[tuple[str, str]] = []
    for item in root.listed("-instar-history"):
        date, text = item.need("date"), item.need("doc").as_text()
        if not _DATE.match(date.as_text()) or (found and date.as_text() < found[-1][0]):
            raise date.problem("a date such as 2026-11-29, not before the one above, is expected")
        found.append((date.as_text(), text))
    return tuple(found)


def _orders(root: Node) -> Orders:
    meta = root.need("meta")
    endian, bits = meta.get("endian"), meta.get("bit-endian")
    for node in (endian, bits):
        if node is not None and node.as_text() not in ("le", "be"):
            raise node.problem("le or be is expected here")
    return Orders(
        None if endian is None else m.ByteOrder(endian.as_text()),
        m.ByteOrder.BIG if bits is None else m.ByteOrder(bits.as_text()),
    )


def _read_enum(spec: str, name: str, node: Node) -> m.EnumType:
    members: list[m.Member] = []
    for key, value in node.items():
        try:
            number = int(key, 0)
        except ValueError:
            raise value.problem(f"{key!r} is not a number") from None
        if isinstance(value.value, dict):
            ident, doc = value.need("id").as_text(), value.text("doc")
        else:
            ident, doc = value.as_text(), ""
        if ident in [member.id for member in members]:
            raise value.problem(f"member {ident!r} is there twice")
        members.append(m.Member(ident, number, doc, value.where))
    if not members:
        raise node.problem("enum without members")
    return m.EnumType(spec, name, tuple(members), "", node.where)


def _named_bytes(name: str, node: Node) -> m.NamedBytes:
    """A constant such as `value: '[0x66, 0x77]'`, which is bytes in Kaitai too."""
    value = node.need("value")
    try:
        data = bytes(int(part, 0) for part in value.as_text().strip("[]").split(","))
    except ValueError:
        raise value.problem("a list of numbers from 0 to 255 is expected here") from None
    macros = read_macros(node.get("-instar-c"), ("value", "size"))
    return m.NamedBytes(name, data, node.text("doc"), node.where, macros)


def _read_magics(root: Node) -> tuple[m.MagicFact, ...]:
    listed = root.get("-instar-magic")
    found = []
    for item in listed.as_list() if listed else []:
        for key, value in item.items():
            if key not in ("offset", "hex", "-instar-c", "doc"):
                raise value.problem(f"unknown key {key!r}")
        digits = item.need("hex").as_text().replace(" ", "")
        try:
            data = bytes.fromhex(digits)
        except ValueError:
            raise item.need("hex").problem(f"{digits!r} is not hex") from None
        offset, macros = item.need("offset").as_int(), read_macros(item.get("-instar-c"))
        found.append(m.MagicFact(offset, data, item.text("doc"), item.where, macros))
    return tuple(found)


def load_all(root: Path, examples: bool = True) -> Loaded:
    """Every spec under `root`/specs, with the bytes of its examples."""
    return Loader(root, examples).run()
