# SPDX-License-Identifier: Apache-2.0
"""The program finds its own modules: as Python would, or it leaves them to Python."""

from __future__ import annotations

import compileall
import os
import py_compile
import subprocess
import sys
from importlib import import_module
from importlib.machinery import PathFinder, SourceFileLoader
from importlib.util import module_from_spec
from pathlib import Path
from types import ModuleType

import pytest

import instar
from instar.finder import Finder, install

TAIL = f".{sys.implementation.cache_tag}.pyc"
FINDER = Finder("lamp.", TAIL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A package `lamp` with a module `wick` and a package `oil`, compiled."""
    for name in ("__init__", "wick", "oil/__init__"):
        path = tmp_path / "lamp" / f"{name}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"NAME = {name!r}\n")
    compileall.compile_dir(tmp_path, quiet=2)
    return tmp_path / "lamp"


@pytest.mark.parametrize("name", ["wick", "oil"])
def test_what_is_found_is_what_python_finds(folder: Path, name: str) -> None:
    name = f"lamp.{name}"
    found, expected = (
        FINDER.find_spec(name, [str(folder)]),
        PathFinder.find_spec(name, [str(folder)]),
    )
    assert found is not None and expected is not None
    for attribute in ("name", "origin", "cached", "parent", "submodule_search_locations"):
        assert getattr(found, attribute) == getattr(expected, attribute), attribute
    module = module_from_spec(found)
    assert found.loader is not None
    found.loader.exec_module(module)
    twin = module_from_spec(expected)
    assert (module.__file__, module.__cached__) == (twin.__file__, twin.__cached__)
    assert module.NAME in ("wick", "oil/__init__")


def test_a_module_that_is_executed_again_is_read_again(folder: Path) -> None:
    found = FINDER.find_spec("lamp.wick", [str(folder)])
    assert found is not None and found.loader is not None
    module = module_from_spec(found)
    found.loader.exec_module(module)
    (folder / "wick.py").write_text("NAME = 'trimmed'\n")
    found.loader.exec_module(module)
    assert module.NAME == "trimmed"


def test_what_was_compiled_elsewhere_says_where_it_is_now(folder: Path) -> None:
    source, compiled = folder / "wick.py", folder / "__pycache__" / f"wick{TAIL}"
    py_compile.compile(str(source), str(compiled), dfile="/elsewhere/wick.py")
    found = FINDER.find_spec("lamp.wick", [str(folder)])
    assert found is not None and isinstance(found.loader, SourceFileLoader)
    code = found.loader.get_code("lamp.wick")
    assert code is not None and code.co_filename == str(source)


def test_many_are_loaded_at_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(folder.parent)])
    names = ["lamp", "lamp.oil", "lamp.wick", "lamp.glass", "lamp.oil.can", "shade.paper"]
    for name in names:
        monkeypatch.delitem(sys.modules, name, raising=False)
    lamp = import_module("lamp")
    monkeypatch.setitem(sys.modules, "lamp", lamp)  # and taken out again
    try:
        assert FINDER.load(names) == 2
        wick = sys.modules["lamp.wick"]
        assert lamp.wick is wick and wick.NAME == "wick"
        assert wick.__spec__ is not None and wick.__spec__.parent == "lamp"
        for name in names[1:3]:
            found = FINDER.find_spec(name, [str(folder)])
            assert found is not None
            theirs, ours = vars(module_from_spec(found)), vars(sys.modules[name])
            assert theirs.keys() == ours.keys() - {"__builtins__", "NAME"}
            alike = theirs.keys() - {"__loader__", "__spec__"}
            assert {key: ours[key] for key in alike} == {key: theirs[key] for key in alike}
            assert ours["__loader__"] is ours["__spec__"].loader
        assert FINDER.load(names) == 0
        assert import_module("lamp.wick") is wick
    finally:
        for name in names[1:]:
            sys.modules.pop(name, None)


def test_what_fails_is_not_half_there(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lamp = ModuleType("lamp")
    vars(lamp)["__path__"] = [str(folder)]
    monkeypatch.setitem(sys.modules, "lamp", lamp)
    (folder / "wick.py").write_text("raise OSError('wet')\n")
    compileall.compile_dir(folder, quiet=2, force=True)
    with pytest.raises(OSError, match="wet"):
        FINDER.load(["lamp.wick"])
    assert "lamp.wick" not in sys.modules


@pytest.mark.parametrize("change", ["text", "time", "compiled", "hashed", "cut", "gone"])
def test_what_is_not_as_it_was_compiled_is_left_to_python(folder: Path, change: str) -> None:
    source, compiled = folder / "wick.py", folder / "__pycache__" / f"wick{TAIL}"
    if change == "text":
        times = source.stat()
        source.write_text("NAME = 'longer than before'\n")
        os.utime(source, ns=(times.st_atime_ns, times.st_mtime_ns))
    elif change == "time":
        os.utime(source, (1, 1))
    elif change == "compiled":
        compiled.unlink()
    elif change == "hashed":
        mode = py_compile.PycInvalidationMode.CHECKED_HASH
        py_compile.compile(str(source), str(compiled), invalidation_mode=mode)
    elif change == "cut":
        compiled.write_bytes(compiled.read_bytes()[:8])
    else:
        source.unlink()
    assert FINDER.find_spec("lamp.wick", [str(folder)]) is None


def test_what_is_not_the_packages_is_left_to_python(folder: Path) -> None:
    assert FINDER.find_spec("lamps.wick", [str(folder)]) is None
    assert FINDER.find_spec("lamp.", None) is None
    assert FINDER.find_spec("lamp.wick", [str(folder), "elsewhere"]) is None
    assert FINDER.find_spec("lamp.flame", [str(folder)]) is None


def test_a_package_that_python_keeps_elsewhere_has_no_finder(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "meta_path", [])
    zipped = ModuleType("lamp")
    zipped.__file__ = "/somewhere/lamp.zip/lamp/__init__.py"
    install(zipped)
    vars(zipped)["__cached__"] = "/prefix/somewhere/lamp/__init__.cpython-311.pyc"
    install(zipped)
    assert sys.meta_path == []
    install(instar)
    assert len(sys.meta_path) == 1


def test_the_program_has_one() -> None:
    """Of this Python's own compiled files: here, those of `-O`."""
    program = "import sys, instar.__main__; print(type(sys.meta_path[0]), vars(sys.meta_path[0]))"
    line = [sys.executable, "-O", "-c", program]
    told = subprocess.run(line, capture_output=True, text=True, check=True).stdout
    assert "instar.finder.Finder" in told
    assert f"{sys.implementation.cache_tag}.opt-1.pyc" in told
