# SPDX-License-Identifier: Apache-2.0
"""`instar.Client`: settings and sandboxes in one object, and what its answers and errors carry."""

from __future__ import annotations

import ast
import errno
import pickle
import threading
from pathlib import Path

import pytest

import instar
import instar.client
from lab.images.qcow2 import over

MIB = 1 << 20
ONLY_METHODS = (
    *("batch", "close", "convert_together", "deadline", "recipe", "resize_together"),
    *("sandbox", "snapshot_together"),
)


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    path = tmp_path / "disk.raw"
    path.write_bytes(bytes(MIB))
    return path


def test_methods_answer_as_the_functions(raw: Path) -> None:
    with instar.Client(sandbox="process") as client:
        assert client.sandbox == "process"
        assert client.measure(raw, "raw") == instar.measure(raw, "raw", sandbox="process")
        assert client.info(raw) == instar.info(raw, sandbox="process")
        assert client.info_chain(raw) == instar.info_chain(raw, sandbox="process")
        assert list(client.map(raw)) == list(instar.map(raw, sandbox="process"))
        assert client.info(raw).sandbox == "process"


def test_closed_client_answers_no_more(raw: Path) -> None:
    with instar.Client(sandbox="process") as client:
        client.info(raw)
        pool = client._runner.pool
    assert pool._idle == []
    for ask in (client.info, client.map, client.measure, client.info_chain):
        with pytest.raises(instar.UsageError, match="the client is closed"):
            ask(raw)


def test_run_that_ends_after_closing_leaves_no_sandbox(raw: Path) -> None:
    client = instar.Client(sandbox="process")
    runs = client.map(raw)
    first = next(runs)
    client.close()
    assert first.start == 0
    list(runs)
    assert client._runner.pool._idle == []


def test_functions_keep_their_sandboxes(raw: Path) -> None:
    from instar.ops.run import Runner

    instar.info(raw, sandbox="process")
    pool = Runner("process").pool
    idle = list(pool._idle)
    assert idle
    instar.info(raw, sandbox="process")
    assert pool._idle == idle


def test_threads_share_a_client(raw: Path) -> None:
    found: list[object] = []
    with instar.Client(sandbox="process") as client:
        threads = [
            threading.Thread(target=lambda: found.append(client.info(raw).virtual_size))
            for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert found == [MIB] * 8


def test_unknown_settings_are_refused(raw: Path) -> None:
    with pytest.raises(TypeError, match="there is no setting called 'sandbx'"):
        instar.Client(sandbx="kvm")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="unexpected keyword argument 'time_out'"):
        instar.info(raw, time_out=1)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="unexpected keyword argument 'sandbx'"):
        instar.check(raw, sandbx="kvm")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="a map has no argument called 'begin'"):
        instar.Client().map(raw, begin=1)  # type: ignore[call-arg]


def _keywords(of: ast.FunctionDef, classes: dict[str, ast.ClassDef]) -> dict[str, str]:
    """Names and types of the keywords that a function of the client takes."""
    found = {a.arg: ast.unparse(a.annotation) for a in of.args.kwonlyargs if a.annotation}
    if of.args.kwarg is not None and of.args.kwarg.annotation is not None:
        pending = [ast.unparse(of.args.kwarg.annotation)[len("Unpack[") : -1]]
        while pending:
            typed = classes[pending.pop()]
            pending += [ast.unparse(b) for b in typed.bases if ast.unparse(b) in classes]
            for line in typed.body:
                if isinstance(line, ast.AnnAssign):
                    found[ast.unparse(line.target)] = ast.unparse(line.annotation)
    return found


def test_functions_take_what_methods_take_and_the_settings() -> None:
    package = Path(instar.__file__).parent
    keywords, once = (
        ast.parse((package / f"{name}.py").read_text()) for name in ("keywords", "functions")
    )
    parts = [ast.parse(path.read_text()) for path in (package / "api").glob("*.py")]
    classes = {
        node.name: node
        for tree in (*parts, keywords)
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    methods = {
        f.name: f
        for part in instar.Client.__mro__
        if part.__name__ in classes
        for f in classes[part.__name__].body
        if isinstance(f, ast.FunctionDef)
    }
    settings = _keywords(methods["__init__"], classes)
    functions = [f for f in once.body if isinstance(f, ast.FunctionDef) and f.name[0] != "_"]
    assert {f.name for f in functions} == {
        name
        for name in methods
        if name[0] != "_" and not name.endswith("_many") and name not in ONLY_METHODS
    }
    for function in functions:
        wanted = {**_keywords(methods[function.name], classes), **settings}
        assert _keywords(function, classes) == wanted, function.name
        given = [a.arg for a in function.args.args]
        assert ["self", *given] == [a.arg for a in methods[function.name].args.args]


@pytest.mark.parametrize(
    ("target", "options", "expected"),
    [
        ("qcow2", {}, {"cluster_size": 65536, "compat": "1.1", "refcount_bits": 16}),
        ("qcow2", {"cluster_size": "4k"}, {"cluster_size": 4096, "lazy_refcounts": False}),
        ("vhd", {"subformat": "fixed"}, {"subformat": "fixed", "force_size": False}),
        ("vmdk", {}, {"subformat": "monolithicSparse", "grain_size": 65536}),
        ("vhdx", {}, {"log_size": 1 << 20}),
        ("vhdx", {"block_size": "32M"}, {"block_size": 32 << 20}),
    ],
)
def test_measurement_has_the_options_of_its_target(
    target: str, options: dict[str, str | int | bool], expected: dict[str, object]
) -> None:
    found = instar.measure(target=target, options=options, size=1 << 30)
    assert expected.items() <= dict(found.options).items()
    assert pickle.loads(pickle.dumps(found)) == found
    assert hash(found) == hash(pickle.loads(pickle.dumps(found)))
    with pytest.raises(TypeError):
        found.options["cluster_size"] = 1  # type: ignore[index]


@pytest.mark.parametrize(
    ("size", "asked", "used"),
    [
        (1 << 30, {}, 8 << 20),
        (1 << 40, {}, 32 << 20),
        (1 << 40, {"block_size": 0}, 32 << 20),
        (1 << 30, {"block_size": "1025k"}, 2 << 20),
        (1 << 30, {"block_size": "1G"}, 256 << 20),
    ],
)
def test_options_have_the_block_size_that_was_used(
    size: int, asked: dict[str, str | int | bool], used: int, tmp_path: Path
) -> None:
    """VHDX chooses by the size of the disk, and rounds what it is asked for."""
    measured = instar.measure(target="vhdx", size=size, options=asked)
    assert measured.options["block_size"] == used
    made = instar.create(tmp_path / "new.vhdx", format="vhdx", size=size, options=asked)
    assert made.options["block_size"] == used
    assert instar.info(tmp_path / "new.vhdx").cluster_size == used


def test_options_of_other_releases_have_no_defaults() -> None:
    old = instar.measure(target="qcow2", size=1 << 30, qemu_version="4.2")
    assert "compression_type" not in old.options
    assert "compression_type" in instar.measure(target="qcow2", size=1 << 30).options


def test_answers_are_plain_types_when_asked(raw: Path) -> None:
    found = instar.info(raw).to_dict()
    assert found["virtual_size"] == MIB
    assert found["children"] == [
        {
            "name": "file",
            "file": {"filename": str(raw), "length": MIB, "allocated": found["actual_size"]},
        }
    ]
    measured = instar.measure(raw, "raw").to_dict()
    assert (measured["required"], measured["options"]) == (MIB, {"preallocation": "off"})


def test_missing_file_is_an_oserror_with_its_number(tmp_path: Path) -> None:
    missing = tmp_path / "none"
    with pytest.raises(OSError) as caught:
        instar.info(missing)
    error = caught.value
    assert isinstance(error, instar.OpenError)
    assert (error.errno, error.filename) == (errno.ENOENT, str(missing))
    assert "No such file or directory" in str(error)
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), again.errno) == (type(error), str(error), errno.ENOENT)


def test_directory_is_no_image(tmp_path: Path) -> None:
    with pytest.raises(instar.OpenError, match="to be a regular file"):
        instar.info(tmp_path)


@pytest.mark.parametrize(
    ("name", "refused"),
    [
        ("/etc/hostname", True),
        ("../../../../etc/hostname", True),
        ("nbd:host:1", True),
        ("missing.raw", False),
    ],
)
def test_refused_name_is_told_from_a_missing_one(tmp_path: Path, name: str, refused: bool) -> None:
    path = tmp_path / "top.qcow2"
    over(name.encode(), b"raw")(path)
    with pytest.raises(instar.ImageError) as caught:
        instar.info_chain(path)
    assert isinstance(caught.value, instar.NameRefused) == refused
    if isinstance(caught.value, instar.NameRefused):
        assert caught.value.name == name
    again = pickle.loads(pickle.dumps(caught.value))
    assert (type(again), str(again)) == (type(caught.value), str(caught.value))


def test_every_public_name_is_there() -> None:
    for name in instar.__all__:
        assert getattr(instar, name) is not None
    assert set(instar.__all__) <= set(dir(instar))
