# SPDX-License-Identifier: Apache-2.0
"""Finds the modules of instar where they are, for a program that imports seventy of them.

Python looks through directories for each, and asks four times whether a file is there: a seventh
of the time of a short command. This opens the compiled module, and takes it if it is of the source
as it is now. Whatever else holds (nothing compiled, another optimisation, a zip file) is left to
Python.
"""

from __future__ import annotations

import _imp
import marshal
import os
import sys
from _frozen_importlib import ModuleSpec
from _frozen_importlib_external import MAGIC_NUMBER, SourceFileLoader

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from types import CodeType, ModuleType

_Module = type(sys)
_HEAD = MAGIC_NUMBER + bytes(4)
"""What a compiled module begins with that holds its source's time and size."""
_LEN_HEAD = 16
_MOST = 1 << 15
"""Bytes of a read. Python gets more from the kernel page by page."""


class _Loader(SourceFileLoader):
    """Python's own, with the code at hand."""

    code: CodeType | None = None

    def get_code(self, fullname: str) -> CodeType | None:
        """Once: afterwards the file may have changed."""
        code, self.code = self.code, None
        return code or super().get_code(fullname)


class Finder:
    """Of modules whose names begin with `prefix`, compiled to files whose names end in `tail`."""

    def __init__(self, prefix: str, tail: str) -> None:
        self._prefix = prefix
        self._tail = tail

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """What Python would find, or None: it may look itself."""
        if path is None or len(path) != 1 or not name.startswith(self._prefix):
            return None
        last = name.rpartition(".")[2]
        return self._module(name, path[0], last) or self._package(name, f"{path[0]}/{last}")

    def load(self, names: Iterable[str]) -> int:
        """Import modules that import nothing but what stands before them, parents included; those
        that are there already, or that Python has to find, are left out. How many that were.
        """
        num = 0
        for name in names:
            parent, _, last = name.rpartition(".")
            above = sys.modules.get(parent)
            if above is None or name in sys.modules:
                continue
            spec = self.find_spec(name, above.__path__)
            if spec is None or not isinstance(spec.loader, _Loader):
                continue
            module = sys.modules[name] = _made(spec, parent)
            try:
                exec(spec.loader.get_code(name) or "", module.__dict__)
            except BaseException:
                del sys.modules[name]
                raise
            setattr(above, last, module)
            num += 1
        return num

    def _module(self, name: str, folder: str, last: str) -> ModuleSpec | None:
        source, compiled = f"{folder}/{last}.py", f"{folder}/__pycache__/{last}{self._tail}"
        try:
            fd = os.open(compiled, os.O_RDONLY | os.O_CLOEXEC)
        except OSError:
            return None
        try:
            data = more = os.read(fd, _MOST)
            while len(more) == _MOST:
                more = os.read(fd, _MOST)
                data += more
            status = os.stat(source)
        except OSError:
            return None
        finally:
            os.close(fd)
        state = _32_bits(int(status.st_mtime)) + _32_bits(status.st_size)
        if data[:_LEN_HEAD] != _HEAD + state:
            return None
        loader = _Loader(name, source)
        loader.code = marshal.loads(memoryview(data)[_LEN_HEAD:])
        _imp._fix_co_filename(loader.code, source)  # type: ignore[attr-defined]
        spec = ModuleSpec(name, loader, origin=source)
        spec.has_location = True
        spec.cached = compiled
        return spec

    def _package(self, name: str, folder: str) -> ModuleSpec | None:
        spec = self._module(name, folder, "__init__")
        if spec is not None:
            spec.submodule_search_locations = [folder]
        return spec


def _made(spec: ModuleSpec, parent: str) -> ModuleType:
    """What Python's `module_from_spec` makes, in a third of the time."""
    module = _Module(spec.name)
    path = spec.submodule_search_locations
    module.__dict__.update(
        __loader__=spec.loader,
        __package__=parent if path is None else spec.name,
        __spec__=spec,
        __file__=spec.origin,
        __cached__=spec.cached,
    )
    if path is not None:
        module.__dict__["__path__"] = path
    return module


def _32_bits(number: int) -> bytes:
    return (number & 0xFFFFFFFF).to_bytes(4, "little")


def load(package: str, names: Iterable[str]) -> int:
    """Import these modules of a package at once, if it has a finder; says how many."""
    first = sys.meta_path[0]
    if not isinstance(first, Finder):
        return 0
    return first.load([f"{package}.{name}" for name in names])


def install(package: ModuleType) -> None:
    """Find this package's modules so from now on, if that is how Python keeps them."""
    head = os.path.join(os.path.dirname(package.__file__ or ""), "__pycache__", "__init__")
    compiled: str = getattr(package, "__cached__", None) or ""
    if compiled.startswith(head):
        sys.meta_path.insert(0, Finder(f"{package.__name__}.", compiled[len(head) :]))
