# SPDX-License-Identifier: Apache-2.0
"""Which questions are asked: a fixed list of sizes and options, and for every image of the corpus
a drawn set.

Every random choice comes from the seed, so that a seed names a set of cases for good; the
committed set is COMMITTED_SEED. The operations that are not here (compare, resize, convert) have
their committed cases only, and so has create but for LUKS volumes.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from lab.parity import blocks, changes, damages, sizes, volumes
from lab.parity.corpus import BACKED, Image, images
from lab.parity.store import Case

COMMITTED_SEED = "shared"
RANDOM_SIZES = 450  # drawn measure_size cases
EXTRA_PREFIX = "extra-"  # images with a list of cases of their own, drawn from no seed
MIB = 1 << 20
SNAPSHOTS = (
    "first", "last", "small", "big", "a", "1", "2", "snapshot.name=small", "snapshot.id=1",
    "snapshot.id=1,snapshot.name=a", "no such",
)  # fmt: skip


class Drawing:
    """Collects the cases of one operation."""

    def __init__(self, op: str, seed: str) -> None:
        self.op, self.seed = op, seed
        self.random = random.Random(f"{seed}/{op}")
        self.images = [i for i in images().values() if not i.name.startswith(EXTRA_PREFIX)]
        self._cases: list[Case] = []

    def add(self, label: str, argv: Iterable[str]) -> None:
        self._cases.append(Case(self.op, f"{self.op}/{label}", tuple(argv)))

    def add_making(self, label: str, argv: Iterable[str], out: str) -> None:
        """A case that makes a file."""
        self._cases.append(Case(self.op, f"{self.op}/{label}", tuple(argv), out=out))

    def add_changing(
        self, label: str, image: str, argv: Iterable[str], pokes: Iterable[tuple[int, str]] = ()
    ) -> None:
        """A case that changes a copy of an image, damaged before as `pokes` say."""
        copy = f"copy{Path(image).suffix}"
        words = tuple(copy if word == image else word for word in argv)
        case = Case(
            self.op,
            f"{self.op}/{label}",
            words,
            copy={copy: image},
            out=copy if "-r" in words else None,
            pokes=tuple(pokes),
        )
        self._cases.append(case)

    def add_sequence(
        self, label: str, image: str, steps: Iterable[Iterable[str]], argv: Iterable[str], out: str
    ) -> None:
        """A case that changes a copy of an image in several steps."""
        copy = f"copy{Path(image).suffix}"

        def words(line: Iterable[str]) -> tuple[str, ...]:
            return tuple(copy if word == changes.COPY else word for word in line)

        case = Case(
            self.op,
            f"{self.op}/{label}",
            words(argv),
            copy={copy: image},
            out=copy if out == changes.COPY else out,
            steps=tuple(map(words, steps)),
        )
        self._cases.append(case)

    def cases(self) -> list[Case]:
        """What was added: the same command line once, and ids made unique by a number."""
        unique = {_asked(case): case for case in reversed(self._cases)}
        kept = [case for case in self._cases if unique[_asked(case)] is case]
        seen: Counter[str] = Counter()
        found = []
        for case in kept:
            seen[case.id] += 1
            number = f"#{seen[case.id]}" if seen[case.id] > 1 else ""
            found.append(replace(case, id=case.id + number))
        return found


def _asked(case: Case) -> str:
    """Equal for cases that ask the same."""
    return json.dumps([case.argv, dict(case.copy), case.pokes, case.steps, case.out])


def opening(image: Image, explicit: bool = False) -> tuple[list[str], str]:
    """The options that open an image, and its name; `explicit` names its format."""
    if image.secret is not None and image.image_opts is not None:
        secret = f"secret,id=sec0,data={image.secret}"
        return ["--object", secret, "--image-opts"], image.image_opts
    return (["-f", image.format] if explicit else []), image.name


def draw_measure_size(drawing: Drawing) -> None:
    """measure without an image: the fixed list with the committed set, then drawn sizes and
    options.
    """
    if drawing.seed == COMMITTED_SEED:
        for label, argv in sizes.standard():
            drawing.add(label, argv)
    for label, argv in sizes.encrypted(drawing.random):
        drawing.add(label, argv)
    for _ in range(RANDOM_SIZES):
        drawing.add(*sizes.drawn(drawing.random))


def draw_measure(drawing: Drawing) -> None:
    for image in drawing.images:
        _measure_formats(drawing, image)
        if not image.malformed:
            _measure_options(drawing, image)
            _measure_snapshots(drawing, image)
    both = "driver=qcow2,file.filename=same.qcow2"
    for label, argv in (
        ("no-such-file", ["-O", "qcow2", "no-such-file.qcow2"]),
        ("no-such-file-raw", ["-f", "raw", "-O", "raw", "no-such-file.raw"]),
        ("folder", ["-O", "raw", "."]),
        ("vmdk", ["-O", "vmdk", "same.raw"]),
        ("image-opts-and-f", ["--image-opts", "-f", "qcow2", "-O", "qcow2", both]),
    ):
        drawing.add(label, ["measure", *argv])


def _measure_formats(drawing: Drawing, image: Image) -> None:
    before, target = opening(image)
    for fmt in ("raw", "qcow2"):
        for output in ("human", "json"):
            line = ["measure", *before, "-O", fmt, f"--output={output}", target]
            drawing.add(f"{image.name}/{fmt}-{output}", line)
    before, target = opening(image, explicit=True)
    for fmt in ("raw", "qcow2"):
        line = ["measure", *before, "-O", fmt, "--output=json", target]
        drawing.add(f"{image.name}/f-{fmt}", line)


def _measure_options(drawing: Drawing, image: Image) -> None:
    r, name = drawing.random, image.name
    before, target = opening(image)

    def add(label: str, *args: str, before: Sequence[str] = before, target: str = target) -> None:
        drawing.add(f"{name}/{label}", ["measure", *before, *args, target])

    if image.secret:
        add("nosecret", "-O", "qcow2", before=(), target=name)
    for _ in range(4):
        options = sizes.random_options(r, 3)
        output = r.choice(["--output=json", "--output=human"])
        add(options, "-O", "qcow2", "-o", options, output)
    if r.random() < 0.2:
        add("U", "-U", "-O", "qcow2", "--output=json")
    if r.random() < 0.2 and not image.secret:
        dotted = f"driver={image.format},file.filename={name}"
        add("image-opts", "-O", "qcow2", "--output=json", "--image-opts", target=dotted)
    if r.random() < 0.08:
        add("wrong-f", "-O", "qcow2", "-f", r.choice(["qcow2", "vmdk", "raw", "vpc"]))
    if r.random() < 0.08:
        mode = r.choice(["full", "falloc"])
        add("prealloc-raw", "-O", "raw", "-o", f"preallocation={mode}", "--output=json")
    if r.random() < 0.05:
        add("size-option", "-O", "qcow2", "-o", f"size={r.randint(1, 99)}M")


def _measure_snapshots(drawing: Drawing, image: Image) -> None:
    r = drawing.random
    before, target = opening(image)

    def add(label: str, *args: str) -> None:
        drawing.add(f"{image.name}/{label}", ["measure", *before, *args, target])

    if "snapshots" in image.features:
        for snapshot in SNAPSHOTS:
            add(f"l-{snapshot}", "-O", "qcow2", "--output=json", "-l", snapshot)
        add("l-raw", "-O", "raw", "-l", "1")
        add("l-options", "-O", "qcow2", "-o", sizes.random_options(r, 2), "-l", "1")
    elif r.random() < 0.04:
        add("l-none", "-O", "qcow2", "-l", "1")


def draw_map(drawing: Drawing) -> None:
    r = drawing.random
    for image in drawing.images:
        size = image.virtual_size or r.randint(1, 9) * MIB
        before, target = opening(image)
        for output in ("human", "json"):
            line = ["map", *before, f"--output={output}", target]
            drawing.add(f"{image.name}/{output}", line)
        if image.malformed:
            before, _ = opening(image, explicit=True)
            drawing.add(f"{image.name}/f-json", ["map", *before, "--output=json", target])
        else:
            _map_windows(drawing, image, size)
    drawing.add("no-such-file", ["map", "no-such-file.raw"])
    drawing.add("none", ["map"])


def _map_windows(drawing: Drawing, image: Image, size: int) -> None:
    r, name = drawing.random, image.name
    before, target = opening(image)

    def add(label: str, *args: str, target: str = target) -> None:
        drawing.add(f"{name}/{label}", ["map", *before, *args, target])

    for i in range(3):
        align = r.choice([1, 512, 4096, 65536])
        start = r.randrange(max(1, size + size // 8)) // align * align
        longest = max(1, size // r.choice([1, 3, 9, 50]))
        length = max(1, r.randint(1, longest) // align * align)
        window = [f"--start-offset={start}", f"--max-length={length}"]
        add(f"window{i}", *[window[:1], window[1:], window][i], "--output=json")
    if r.random() < 0.15:
        add("U", "-U", "--output=json")
    if r.random() < 0.15:
        odd = ["--start-offset=-1", "--max-length=0", "--max-length=junk", "--start-offset=1k"]
        odd += ["--max-length=1.5M", f"--start-offset={size}", f"--start-offset={size + 1}"]
        add("junk", "--output=json", r.choice([*odd, "--start-offset=9E"]))
    if r.random() < 0.15 and not image.secret:
        dotted = f"driver={image.format},file.filename={name}"
        add("image-opts", "--output=json", "--image-opts", target=dotted)


def draw_info(drawing: Drawing) -> None:
    r = drawing.random
    for image in drawing.images:
        _info_outputs(drawing, image)
        name, dotted = image.name, f"driver={image.format},file.filename={image.name}"
        if r.random() < 0.15:
            drawing.add(f"{name}/U", ["info", "-U", "--output=json", name])
        if r.random() < 0.1:
            wrong = r.choice(["raw", "qcow2", "vpc", "vmdk"])
            drawing.add(f"{name}/wrong-f", ["info", "-f", wrong, name])
        if r.random() < 0.1 and not image.secret:
            drawing.add(f"{name}/image-opts", ["info", "--image-opts", dotted])
        if r.random() < 0.1:
            drawing.add(f"{name}/limits", ["info", "--limits", name])
        if r.random() < 0.05:
            file = f'{{"driver":"file","filename":"{name}"}}'
            pseudo = f'json:{{"driver":"{image.format}","file":{file}}}'
            drawing.add(f"{name}/json-name", ["info", pseudo])
    drawing.add("no-such-file", ["info", "no-such-file.raw"])
    drawing.add("folder", ["info", "."])


def _info_outputs(drawing: Drawing, image: Image) -> None:
    name = image.name
    for output in ("human", "json"):
        out = f"--output={output}"
        drawing.add(f"{name}/{output}", ["info", out, name])
        if image.malformed:
            drawing.add(f"{name}/f-{output}", ["info", "-f", image.format, out, name])
        if BACKED.intersection(image.features):
            drawing.add(f"{name}/chain-{output}", ["info", "--backing-chain", out, name])
        if image.secret:
            before, target = opening(image)
            drawing.add(f"{name}/secret-{output}", ["info", *before, out, target])


def extra_cases(op: str) -> list[Case]:
    """The cases of the images that were added later: every one is asked the same few questions."""
    drawing = Drawing(op, "")
    for image in images().values():
        if image.name.startswith(EXTRA_PREFIX):
            ask = _ask_damaged if image.malformed else _ask_sound
            ask(drawing, image)
    for image in images().values():  # thought of later, and so at the end
        if image.name.startswith(EXTRA_PREFIX) and image.malformed:
            _ask_unread(drawing, image)
    return drawing.cases()


def _ask_sound(drawing: Drawing, image: Image) -> None:
    questions = {
        "measure": (
            ("raw", ["-O", "raw"]),
            ("qcow2", ["-O", "qcow2"]),
            ("f-qcow2", ["-f", image.format, "-O", "qcow2"]),
        ),
        "map": (("probed", []), ("f", ["-f", image.format])),
        "info": (("probed", []), ("f", ["-f", image.format])),
    }
    for output in ("human", "json"):
        for label, words in questions.get(drawing.op, ()):
            line = [drawing.op, *words, f"--output={output}", image.name]
            drawing.add(f"{image.name}/{label}-{output}", line)


def _ask_damaged(drawing: Drawing, image: Image) -> None:
    before, target = opening(image, explicit=True)
    questions = {
        "measure": (("f-qcow2", [*before, "-O", "qcow2", "--output=json", target]),),
        "map": (("f-json", [*before, "--output=json", target]),),
        "info": (("human", [image.name]), ("f-json", [*before, "--output=json", target])),
    }
    for label, words in questions.get(drawing.op, ()):
        drawing.add(f"{image.name}/{label}", [drawing.op, *words])


def _ask_unread(drawing: Drawing, image: Image) -> None:
    """What needs the image opened, but not read."""
    if drawing.op == "measure":
        before, target = opening(image, explicit=True)
        drawing.add(
            f"{image.name}/f-raw", ["measure", *before, "-O", "raw", "--output=json", target]
        )


def draw_check(drawing: Drawing) -> None:
    """Repairs of copies; and images damaged field by field, checked and repaired."""
    for image in drawing.images:
        before, target = opening(image)
        if target != image.name:
            continue  # encrypted: the options name the file
        for mode in ("leaks", "all"):
            line = ["check", *before, "-r", mode, target]
            drawing.add_changing(f"{image.name}/r-{mode}", target, line)
        line = ["check", *before, "--output=json", "-r", "all", target]
        drawing.add_changing(f"{image.name}/r-all-json", target, line)
    for damage in damages.damages():
        for label, words in (
            ("human", []),
            ("json", ["--output=json"]),
            ("r-leaks", ["-r", "leaks"]),
            ("r-all", ["-r", "all"]),
        ):
            line = ["check", *words, damage.image]
            drawing.add_changing(
                f"{damage.image}/{damage.label}/{label}", damage.image, line, damage.pokes
            )


def draw_changes(drawing: Drawing) -> None:
    """Sequences, which no seed changes."""
    for label, image, lines, out in changes.DRAW[drawing.op]():
        *steps, argv = lines
        drawing.add_sequence(f"{image}/{label}", image, steps, argv, out)


def draw_dd(drawing: Drawing) -> None:
    draw_changes(drawing)
    lines = list(blocks.drawn(drawing.random, drawing.images))
    if drawing.seed == COMMITTED_SEED:
        lines = [*blocks.fixed(), *lines]
    for label, words in lines:
        drawing.add_making(label, ["dd", *words], blocks.OUT)


def draw_create(drawing: Drawing) -> None:
    """LUKS volumes, which no seed changes."""
    for label, argv in volumes.making():
        drawing.add_making(label, argv, volumes.OUT)


DRAW: dict[str, Callable[[Drawing], None]] = {
    "measure_size": draw_measure_size,
    "measure": draw_measure,
    "map": draw_map,
    "info": draw_info,
    "check": draw_check,
    **dict.fromkeys(changes.DRAW, draw_changes),
    "create": draw_create,
    "dd": draw_dd,
}


def draw(seed: str, ops: Iterable[str]) -> list[Case]:
    """The cases that a seed names, for those operations that have a generator."""
    found: list[Case] = []
    for op in ops:
        if op in DRAW:
            drawing = Drawing(op, seed)
            DRAW[op](drawing)
            found += drawing.cases()
            found += extra_cases(op) if seed == COMMITTED_SEED else []
    return found
