# SPDX-License-Identifier: Apache-2.0
"""`check -r`: what is repaired stays repaired, no content changes, and nothing is
destroyed that a broken pointer may have led to. The texts are parity's.
"""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

import instar
from instar.cli.main import main
from instar.generated.profiles import DEFAULT
from instar.ops.arguments import named_source
from instar.ops.check import Check, Hearing
from instar.ops.check import Question as Checked
from instar.ops.check import ask as look
from instar.ops.problems import Problem
from instar.ops.repair import Question, ask
from instar.ops.run import Runner
from instar.record import replace
from instar.sandbox.transaction import Transaction
from lab.parity import corpus
from lab.parity.damages import Damage, damages

QCOW2 = [damage for damage in damages() if damage.image.endswith(".qcow2")]
SOUND = sorted(
    image.name
    for image in corpus.images().values()
    if image.format == "qcow2" and not image.malformed and image.secret is None
)
SEEDS = 60
MOST_SNAPSHOTS = 4
"""Whose content is compared."""


@pytest.fixture
def folder() -> Iterator[Path]:
    """The corpus by hard links, to put a copy next to."""
    with tempfile.TemporaryDirectory(prefix=".repair-", dir=corpus.unpacked().parent) as name:
        for path in corpus.unpacked().iterdir():
            (Path(name) / path.name).hardlink_to(path)
        yield Path(name)


def copied(image: str, pokes: tuple[tuple[int, str], ...], folder: Path) -> Path:
    copy = folder / f"copy{Path(image).suffix}"
    shutil.copy(folder / image, copy)
    with open(copy, "r+b") as file:
        for at, data in pokes:
            file.seek(at)
            file.write(bytes.fromhex(data))
    return copy


def repair(path: Path, format: str = "qcow2", **how: object) -> tuple[Check, list[Problem]]:
    problems: list[Problem] = []
    image = Checked(source=named_source(path, format, DEFAULT))
    question = Question(image=image, **how)  # type: ignore[arg-type]
    return ask(question, Runner(), Hearing(problems.extend)), problems


def content(path: Path, format: str = "qcow2") -> dict[int, str]:
    """What of the disk can be read without a key or a codec: a hash of each sector."""
    unit, found = 512, {}
    data = path.read_bytes()
    extents = []
    with suppress(instar.InstarError):
        extents = list(instar.map(path, format=format))
    for extent in extents:
        if extent.depth or extent.offset is None or extent.filename != str(path):
            continue
        for at in range(0, extent.length, unit):
            host = extent.offset + at
            if host + unit <= len(data):
                piece = hashlib.sha256(data[host : host + unit]).hexdigest()
                found[extent.start + at] = piece
    return found


def of_snapshots(path: Path) -> dict[str, str]:
    """The same of each internal snapshot that can be read whole: a hash of its disk."""
    found, copy = {}, path.with_suffix(".raw")
    with suppress(instar.InstarError):
        for one in instar.info(path, format="qcow2").snapshots[:MOST_SNAPSHOTS]:
            with suppress(instar.InstarError):
                instar.convert(path, copy, source_format="qcow2", snapshot=one.id)
                found[one.id] = hashlib.sha256(copy.read_bytes()).hexdigest()
    copy.unlink(missing_ok=True)
    return found


def _is_kept(before: dict[int, str], path: Path) -> None:
    after = content(path)
    assert {place: after.get(place) for place in before} == before


def _mutant(seed: int) -> Damage:
    """Random words of a random image's tables."""
    chooser = random.Random(f"repair {seed}")
    name = chooser.choice(SOUND)
    size = (corpus.unpacked() / name).stat().st_size
    pokes = []
    data = (corpus.unpacked() / name).read_bytes()
    places = [at for at in range(0, size, 8) if any(data[at : at + 8])]
    for _ in range(chooser.choice((1, 1, 2, 3))):
        at = chooser.choice(places[: 64 + chooser.randrange(len(places))])
        word = int.from_bytes(data[at : at + 8], "big") ^ 1 << chooser.randrange(64)
        pokes.append((at, word.to_bytes(8, "big").hex()))
    return Damage(name, str(seed), tuple(pokes))


@pytest.mark.parametrize(
    "damage",
    [*QCOW2, *map(_mutant, range(SEEDS))],
    ids=lambda damage: f"{damage.image}-{damage.label}",
)
@pytest.mark.parametrize("what", ["leaks", "all"])
def test_content_stays_and_the_second_repair_has_nothing_to_do(
    damage: Damage, what: str, folder: Path
) -> None:
    path = copied(damage.image, damage.pokes, folder)
    before, snapshots, old = content(path), of_snapshots(path), path.read_bytes()
    try:
        check, problems = repair(path, what=what)
    except instar.InstarError:
        assert path.read_bytes() == old
        return
    _is_kept(before, path)
    assert snapshots.items() <= of_snapshots(path).items()
    if not check.corruptions_fixed + check.leaks_fixed:
        assert not [p for p in problems if p.effect.endswith("_repaired")]
    again, _ = repair(path, what=what)
    assert (again.corruptions_fixed, again.leaks_fixed) == (0, 0)
    assert (again.corruptions, again.leaks) == (check.corruptions, check.leaks)


def _unplanned(planned: Check) -> Check:
    return replace(planned, writes=(), lengths=(0, 0))


def damaged(image: str, label: str, folder: Path) -> Path:
    damage = next(d for d in damages() if (d.image, d.label) == (image, label))
    return copied(image, damage.pokes, folder)


def test_a_plan_writes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = damaged("q2-plain.qcow2", "count-mixed", folder)
    before, names = path.read_bytes(), sorted(folder.iterdir())
    assert main(["check", "-r", "all", "--plan", str(path)]) == 0
    printed = capsys.readouterr()
    assert "Repairing cluster " in printed.err
    assert path.read_bytes() == before
    assert sorted(folder.iterdir()) == names
    assert main(["check", "-r", "all", str(path)]) == 0
    assert path.read_bytes() != before


def test_what_a_broken_pointer_led_to_is_kept(folder: Path) -> None:
    path = damaged("q2-plain.qcow2", "l1-past-end", folder)
    before = path.read_bytes()
    kept, problems = repair(path)
    assert kept.leaks > 0
    assert kept.leaks_fixed == 0
    assert not [p for p in problems if p.effect == "leak_repaired"]
    assert path.read_bytes()[65536 * 5 : 65536 * 20] == before[65536 * 5 : 65536 * 20]
    freed, _ = repair(path, discard_unreachable=True)
    assert (freed.leaks, freed.leaks_fixed) == (0, kept.leaks)
    assert path.read_bytes() != before


def test_all_counts_are_written_anew(folder: Path) -> None:
    path = damaged("q2-plain.qcow2", "reftable-zero", folder)
    check, problems = repair(path)
    assert check.is_clean
    assert "Rebuilding refcount structure" in [str(problem) for problem in problems]


def test_new_counts_keep_what_a_broken_pointer_led_to(folder: Path) -> None:
    damage = next(d for d in damages() if (d.image, d.label) == ("q2-plain.qcow2", "l1-past-end"))
    zero = next(d for d in damages() if (d.image, d.label) == ("q2-plain.qcow2", "reftable-zero"))
    path = copied(damage.image, damage.pokes + zero.pokes, folder)
    before = path.read_bytes()
    check, problems = repair(path)
    assert "Rebuilding refcount structure" in [str(problem) for problem in problems]
    assert check.leaks > 0
    data = slice(5 * 65536, len(before) // 65536 * 65536)  # what is behind the tables
    assert path.read_bytes()[data] == before[data]


def _snapshots(path: Path) -> list[tuple[str, str]]:
    """Their ids and names."""
    table = instar.info(path).snapshots
    return [(one.id, one.name) for one in table]


def _with_short_entries(old: bytes, at: int, num: int) -> bytes:
    """A snapshot table as programs before version 3 wrote it: 8 bytes of extra data."""
    table = b""
    for _ in range(num):
        extra, id, name = (
            int.from_bytes(old[at + place : at + place + width], "big")
            for place, width in ((36, 4), (12, 2), (14, 2))
        )
        texts = old[at + 40 + extra : at + 40 + extra + id + name]
        entry = old[at : at + 36] + (8).to_bytes(4, "big") + old[at + 40 : at + 48] + texts
        table += entry + bytes(-len(entry) % 8)
        at += 40 + extra + id + name
        at += -at % 8
    return table


def test_an_incomplete_snapshot_says_how_large_its_disk_was(folder: Path) -> None:
    path = folder / "copy.qcow2"
    shutil.copy(folder / "q2-snap.qcow2", path)
    names, data = _snapshots(path), bytearray(path.read_bytes())
    at, num = int.from_bytes(data[64:72], "big"), int.from_bytes(data[60:64], "big")
    table = _with_short_entries(bytes(data), at, num)
    data[at : at + len(table)] = table
    path.write_bytes(data)
    assert _snapshots(path) == names
    assert instar.check(path).corruptions == num
    check, problems = repair(path)
    assert check.is_clean
    assert check.corruptions_fixed == num
    told = [str(p) for p in problems if "snapshot table entry" in str(p)]
    assert told == [f"Repairing snapshot table entry {i} is incomplete" for i in range(num)]
    assert _snapshots(path) == names
    after = path.read_bytes()
    at = int.from_bytes(after[64:72], "big")
    assert int.from_bytes(after[at + 36 : at + 40], "big") == 24


@pytest.mark.parametrize("label", ["snapshot-count-large", "snapshot-extra-long"])
@pytest.mark.parametrize("image", ["q2-snap.qcow2", "q2-snap-v2.qcow2"])
def test_snapshots_are_dropped_only_when_that_is_asked_for(
    image: str, label: str, folder: Path
) -> None:
    path = damaged(image, label, folder)
    before = path.read_bytes()
    with pytest.raises(instar.CheckFailed, match="File too large"):
        repair(path)
    assert path.read_bytes() == before
    check, _ = repair(path, discard_unreachable=True)
    assert check.corruptions_fixed > 0
    instar.info(path)  # opens again


def test_a_snapshot_table_past_the_end_is_left_where_it_is(folder: Path) -> None:
    path = damaged("q2-snap.qcow2", "snapshot-table-past-end", folder)
    before = path.read_bytes()
    check, problems = repair(path)
    assert check.corruptions >= 3
    assert "ERROR snapshot table entry 0 is incomplete" in [str(p) for p in problems]
    assert path.read_bytes()[64:72] == before[64:72]


def test_a_plan_says_why_the_snapshot_table_is_written(folder: Path) -> None:
    path = damaged("q2-snap.qcow2", "snapshot-count-more", folder)
    planned = instar.repair(path, plan=True)
    reasons = {reason for write in planned.writes for reason in write.reasons}
    assert any("snapshot table" in reason for reason in reasons)
    assert all(write.reasons for write in planned.writes)


def test_the_image_is_as_before_where_the_change_cannot_be_made(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = damaged("q2-plain.qcow2", "count-mixed", folder)
    before = path.read_bytes()

    def fail(change: Transaction) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Transaction, "commit", fail)
    with pytest.raises(OSError, match="No space"):
        repair(path)
    assert path.read_bytes() == before


def test_a_reader_who_shares_repairs_nothing(folder: Path) -> None:
    path = damaged("q2-plain.qcow2", "count-mixed", folder)
    assert main(["check", "-r", "all", "-U", str(path)]) == 1


def test_json_has_what_was_repaired(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = damaged("q2-plain.qcow2", "count-high", folder)
    assert main(["check", "-r", "leaks", "--output=json", str(path)]) == 0
    assert '"leaks-fixed": 1' in capsys.readouterr().out


def test_the_client_returns_what_was_repaired_and_what_is_left(folder: Path) -> None:
    path = damaged("q2-plain.qcow2", "count-mixed", folder)
    before = path.read_bytes()
    planned = instar.repair(path, plan=True)
    assert path.read_bytes() == before
    check = instar.repair(path)
    assert (check.corruptions_fixed, check.leaks_fixed) == (1, 1)
    assert check == _unplanned(planned)
    assert check.is_clean
    effects = [problem.effect for problem in check.problems]
    assert effects.count("leak") == 1
    assert instar.check(path).is_clean


def test_leaks_alone_are_not_repaired_where_all_counts_would_have_to_be(folder: Path) -> None:
    path = damaged("q2-plain.qcow2", "count-mixed", folder)
    before = path.read_bytes()
    with pytest.raises(instar.CheckFailed):
        instar.repair(path, leaks_only=True)
    assert path.read_bytes() == before


@pytest.mark.parametrize("image", ["base.raw", "same.vdi"])
def test_a_format_that_is_not_repaired_says_so(
    image: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    format = image.partition(".")[2]
    copy = folder / f"copy.{format}"
    shutil.copy(folder / image, copy)
    with pytest.raises(instar.NotCheckable):
        instar.repair(copy)
    assert main(["check", "-r", "all", str(copy)]) == 63
    assert capsys.readouterr().err == f"instar: {copy}: there is no repair for {format} images\n"


OTHERS = [damage for damage in damages() if damage.image.endswith((".qed", ".parallels", ".vhdx"))]


@pytest.mark.parametrize("damage", OTHERS, ids=lambda damage: f"{damage.image}-{damage.label}")
@pytest.mark.parametrize("what", ["leaks", "all"])
def test_repairs_of_other_formats_keep_content_and_end(
    damage: Damage, what: str, folder: Path
) -> None:
    path, format = copied(damage.image, damage.pokes, folder), Path(damage.image).suffix[1:]
    before, old = content(path, format), path.read_bytes()
    try:
        check, _ = repair(path, format, what=what)
    except instar.InstarError:
        assert path.read_bytes() == old
        return
    after = content(path, format)
    assert {place: after.get(place) for place in before} == before
    again, _ = repair(path, format, what=what)
    assert (again.corruptions_fixed, again.leaks_fixed) == (0, 0)
    assert (again.corruptions, again.leaks) == (check.corruptions, check.leaks)


def test_leaks_alone_do_not_close_a_parallels_image(folder: Path) -> None:
    """qemu-img reports the image as not closed, and closes it."""
    damage = next(d for d in OTHERS if (d.image, d.label) == ("par-small.parallels", "in-use"))
    path = copied(damage.image, damage.pokes, folder)
    old = path.read_bytes()
    check, _ = repair(path, "parallels", what="leaks")
    assert check.corruptions == 1
    assert path.read_bytes() == old


def test_what_a_parallels_entry_may_have_led_to_is_kept(folder: Path) -> None:
    damage = next(
        d for d in OTHERS if (d.image, d.label) == ("par-small.parallels", "bat-past-end")
    )
    path = copied(damage.image, damage.pokes, folder)
    with open(path, "ab") as file:
        file.write(b"lost" * (1 << 18))
    kept, _ = repair(path, "parallels")
    assert (kept.leaks, kept.corruptions_fixed) == (1, 1)
    assert path.read_bytes().endswith(b"lost")
    freed, _ = repair(path, "parallels")  # nothing leads outside any more
    assert (freed.leaks, freed.leaks_fixed) == (0, 1)


def _logged(folder: Path, entries: list[bytes], name: str = "vhdx-small.vhdx") -> Path:
    """An image that was not closed: its log has the entries, one after the other."""
    path = folder / "copy.vhdx"
    shutil.copy(folder / name, path)
    data = bytearray(path.read_bytes())
    headers = (0x10000, 0x20000)
    at = max(headers, key=lambda at: int.from_bytes(data[at + 8 : at + 16], "little"))
    data[at + 48 : at + 64] = LOG_GUID
    data[at + 4 : at + 8] = bytes(4)
    data[at + 4 : at + 8] = crc32c(data[at : at + 4096]).to_bytes(4, "little")
    place = int.from_bytes(data[at + 72 : at + 80], "little")
    length = int.from_bytes(data[at + 68 : at + 72], "little")
    log = bytearray(length)
    start = length - 8192  # goes on at the start of the log
    for number, entry in enumerate(entries):
        piece = entry + bytes(-len(entry) % 4096)
        for pos in range(0, len(piece), 4096):
            to = (start + number * len(piece) + pos) % length
            log[to : to + 4096] = piece[pos : pos + 4096]
    data[place : place + length] = log
    path.write_bytes(data)
    return path


LOG_GUID = bytes(range(1, 17))


def crc32c(data: bytes | bytearray) -> int:
    value = 0xFFFFFFFF
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ (0x82F63B78 if value & 1 else 0)
    return value ^ 0xFFFFFFFF


def _entry(number: int, tail: int, size: int, place: int, sector: bytes, zero: int = 0) -> bytes:
    """One data sector, and before it, with `zero`, a page of zeros there."""
    descriptors = b""
    if zero:
        descriptors += b"zero" + bytes(4) + (4096).to_bytes(8, "little")
        descriptors += zero.to_bytes(8, "little") + number.to_bytes(8, "little")
    descriptors += b"desc" + sector[-4:] + sector[:8]
    descriptors += place.to_bytes(8, "little") + number.to_bytes(8, "little")
    head = b"loge" + bytes(4) + (8192).to_bytes(4, "little") + tail.to_bytes(4, "little")
    head += number.to_bytes(8, "little") + (len(descriptors) // 32).to_bytes(4, "little")
    head += bytes(4) + LOG_GUID + size.to_bytes(8, "little") * 2
    body = (head + descriptors).ljust(4096, b"\0") + b"data"
    body += (number >> 32).to_bytes(4, "little") + sector[8:-4]
    body += (number & 0xFFFFFFFF).to_bytes(4, "little")
    return body[:4] + crc32c(body).to_bytes(4, "little") + body[8:]


LAST_SECTOR = bytes(range(256)) * 16


def _two_entries(folder: Path) -> tuple[int, list[bytes]]:
    """Of a log that writes to one place twice, and zeros after it."""
    size = (folder / "vhdx-small.vhdx").stat().st_size
    tail, place = (1 << 20) - 8192, size - 8192
    first = _entry(5, tail, size, place, bytes([7]) * 4096)
    return place, [first, _entry(6, tail, size, place, LAST_SECTOR, zero=place + 4096)]


def with_log(folder: Path) -> Path:
    """A VHDX that was not closed."""
    return _logged(folder, _two_entries(folder)[1])


def test_a_vhdx_log_is_replayed_as_qemu_img_replays_it(folder: Path) -> None:
    place, entries = _two_entries(folder)
    path = _logged(folder, entries)
    old = path.read_bytes()
    with pytest.raises(instar.ImageError):
        instar.check(path)
    planned, _ = repair(path, "vhdx", plan=True)
    assert path.read_bytes() == old
    check, _ = repair(path, "vhdx")
    assert (check, check.corruptions_fixed, check.is_clean) == (_unplanned(planned), 1, True)
    new = bytearray(path.read_bytes())
    assert new[place : place + 4096] == LAST_SECTOR
    assert new[place + 4096 :] == bytes(4096)
    reference = _logged(folder, entries)
    subprocess.run(["qemu-img", "check", "-r", "all", reference], check=True, capture_output=True)
    theirs = bytearray(reference.read_bytes())
    for at in (0x10000, 0x20000):  # identities, how often they changed, and the checksum
        for data in (theirs, new):
            data[at + 4 : at + 8] = bytes(4)
            data[at + 8 : at + 48] = bytes(40)
    assert new == theirs


BROKEN_LOGS = {
    "a number is missing": lambda size, tail, place: [
        _entry(5, tail, size, place, bytes(4096)),
        _entry(7, tail, size, place, bytes(4096)),
    ],
    "the file was cut": lambda size, tail, place: [
        _entry(5, tail, size + 4096, place, bytes(4096)),
    ],
    "past the end": lambda size, tail, place: [_entry(5, tail, size, size, bytes(4096))],
}


@pytest.mark.parametrize("why", BROKEN_LOGS)
def test_a_vhdx_log_that_makes_no_sense_is_refused(why: str, folder: Path) -> None:
    size = (folder / "vhdx-small.vhdx").stat().st_size
    path = _logged(folder, BROKEN_LOGS[why](size, (1 << 20) - 8192, size - 8192))
    old = path.read_bytes()
    with pytest.raises(instar.ImageError):
        instar.repair(path)
    assert path.read_bytes() == old


OWNERS = {
    "l2-to-l1": ("has data on top of a table", "the L1 table", "the disk from byte 0 on"),
    "l2-twice": ("is used twice", "the disk from byte 0 on", "the disk from byte"),
    "count-high": ("has a count that is too high: a repair lowers it to 1", "the disk from byte"),
    "count-header": ("has a count that is too low: a repair raises it to 1", "the header"),
    "l2-dropped": ("is a leak: a repair frees it",),
}


@pytest.mark.parametrize("label", OWNERS)
def test_deep_names_whose_a_damaged_cluster_is(
    label: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = damaged("q2-plain.qcow2", label, folder)
    assert main(["check", "--deep", "--output=json", str(path)]) in (2, 3)
    printed = capsys.readouterr()
    reasons = [row["reason"] for row in json.loads(printed.out)["problems"]]
    for words in OWNERS[label]:
        assert [reason for reason in reasons if words in reason], reasons
        assert words in printed.err
    main(["check", "--deep", "--qemu-version", "7.2", str(path)])
    assert OWNERS[label][0] not in capsys.readouterr().err


def test_deep_names_snapshots(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = damaged("q2-snap.qcow2", "snapshot-l1-unaligned", folder)
    main(["check", "--deep", str(path)])
    assert "in snapshot 2 (0: the active state)" in capsys.readouterr().err


def test_new_counts_do_not_hide_data_on_top_of_a_table(folder: Path) -> None:
    pokes = {
        d.label: d.pokes
        for d in damages()
        if d.image == "q2-plain.qcow2" and d.label in ("l2-to-l1", "reftable-zero")
    }
    path = copied("q2-plain.qcow2", pokes["l2-to-l1"] + pokes["reftable-zero"], folder)
    check, problems = repair(path)
    assert "Rebuilding refcount structure" in [str(problem) for problem in problems]
    assert check.corruptions > 0
    again, _ = repair(path)
    assert (again.corruptions, again.corruptions_fixed) == (check.corruptions, 0)
    assert main(["check", "-r", "all", "--qemu-version", "7.2", str(path)]) == 0


def test_data_on_top_of_a_table_is_not_taken_for_repaired(folder: Path) -> None:
    path = damaged("q2-plain.qcow2", "l2-to-l1", folder)
    check, _ = repair(path)
    assert check.corruptions > 0
    assert check.leaks == 0
    assert main(["check", "-r", "all", "--qemu-version", "7.2", str(path)]) == 0


WINDOWS = [0, 1]
"""Clusters that are counted at once: as many as memory holds, a block of counts, which is 256."""


def _many(folder: Path, refcount_bits: int = 16) -> tuple[Path, bytearray]:
    """6,000 clusters in use: those of 26 blocks of counts, of 4 with two bits for each."""
    raw, path = folder / "many.raw", folder / "many.qcow2"
    raw.write_bytes(random.Random("many").randbytes(3 << 20))
    line: list[str | Path] = [
        "qemu-img",
        "convert",
        "-O",
        "qcow2",
        "-o",
        f"cluster_size=512,refcount_bits={refcount_bits}",
        raw,
        path,
    ]
    subprocess.run(line, check=True)
    return path, bytearray(path.read_bytes())


def _number(data: bytearray, at: int) -> int:
    return int.from_bytes(data[at : at + 8], "big")


def _l2(data: bytearray, index: int) -> int:
    return _number(data, _number(data, 40) + index * 8) & 0x00FFFFFFFFFFFE00


def _of_many_clusters(folder: Path) -> Path:
    """Three things wrong, far from each other."""
    path, data = _many(folder)
    for cluster, count in ((1000, 2), (4500, 7)):
        block = _number(data, _number(data, 48) + cluster // 256 * 8)
        at = block + cluster % 256 * 2
        data[at : at + 2] = count.to_bytes(2, "big")
    l2 = _l2(data, 60)
    data[l2 + 80 : l2 + 88] = bytes(8)
    path.write_bytes(data)
    return path


def _with_overlaps(folder: Path) -> Path:
    """Data on top of tables of three windows, a cluster that is used twice, and leaks for each."""
    path, data = _many(folder)
    places = {table: _l2(data, table) for table in (5, 33, 80)}
    twice = _number(data, _l2(data, 50) + 8) & 0x00FFFFFFFFFFFE00
    assert len({place // 512 // 256 for place in (*places.values(), twice)}) == 4
    for n, place in enumerate((*places.values(), twice)):
        at = _l2(data, 20 + 15 * n) + 24
        data[at : at + 8] = ((1 << 63) | place).to_bytes(8, "big")
    path.write_bytes(data)
    return path


def _repaired_in_windows(path: Path, most: int) -> tuple[Check, list[str]]:
    problems: list[Problem] = []
    source = named_source(path, "qcow2", DEFAULT)
    question = Question(image=Checked(source=source, max_counters=most))
    found = ask(question, Runner(), Hearing(problems.extend))
    return found, [str(problem) for problem in problems]


def test_a_repair_in_windows_writes_the_same(folder: Path) -> None:
    """What an image of more clusters than are counted at once needs."""
    results = []
    for most in WINDOWS:
        path = _of_many_clusters(folder)
        found, _ = _repaired_in_windows(path, most)
        results.append((found, path.read_bytes()))
    assert results[0] == results[1]
    assert (results[0][0].leaks_fixed, results[0][0].is_clean) == (3, True)


def _named(path: Path, most: int) -> tuple[Check, list[str]]:
    problems: list[Problem] = []
    source = named_source(path, "qcow2", DEFAULT)
    (found,) = look(
        Checked(source=source, deep=True, max_counters=most), Runner(), Hearing(problems.extend)
    )
    return found, [str(problem) for problem in problems]


def test_windows_name_the_users_that_one_pass_names(folder: Path) -> None:
    path = _with_overlaps(folder)
    whole, windowed = (_named(path, most) for most in WINDOWS)
    assert windowed == whole
    for words, times in (("has data on top of a table", 3), ("is used twice", 1), ("is a leak", 4)):
        assert len([line for line in whole[1] if words in line]) == times, whole[1]


def test_windows_leave_data_on_top_of_a_table(folder: Path) -> None:
    results = []
    for most in WINDOWS:
        path = _with_overlaps(folder)
        found, lines = _repaired_in_windows(path, most)
        results.append((found, sorted(lines), path.read_bytes()))
    assert results[0] == results[1]
    found = results[0][0]
    assert (found.leaks_fixed, found.leaks) == (4, 0)
    assert len([line for line in _named(path, 1)[1] if "has data on top of a table" in line]) == 3


def test_new_counts_keep_data_on_top_of_a_table_after_many_shared_clusters(folder: Path) -> None:
    """A snapshot shares 80,000 clusters, more than `--deep` names. Data is on top of the last L2
    table, and a block of counts cannot be found.
    """
    path = folder / "many.qcow2"
    options = "preallocation=metadata,cluster_size=512,refcount_bits=8"
    assert main(["create", "-q", "-f", "qcow2", "-o", options, str(path), "40M"]) == 0
    subprocess.run(["qemu-img", "snapshot", "-c", "shared", str(path)], check=True)
    data = bytearray(path.read_bytes())
    table, entry = _l2(data, 40 * 2048 // 64 - 1), _l2(data, 0) + 24
    assert table // 512 > 65_536
    data[entry : entry + 8] = table.to_bytes(8, "big")
    data[_number(data, 48) + 8 * 8 + 7] |= 1
    path.write_bytes(data)
    found, lines = _repaired_in_windows(path, 0)
    assert "Rebuilding refcount structure" in lines
    assert found.corruptions > 0
    assert f"ERROR cluster {table // 512} refcount=3 reference=4" in lines


@pytest.mark.parametrize("table", [1, 90])
def test_windows_report_a_full_count_once(table: int, folder: Path) -> None:
    """Five users where two bits count to three, in the first window or in the last."""
    results = []
    for most in WINDOWS:
        path, data = _many(folder, refcount_bits=2)
        place = data[_l2(data, table) + 8 : _l2(data, table) + 16]
        for other in (20, 30, 40, 50):
            data[_l2(data, other) + 24 : _l2(data, other) + 32] = place
        path.write_bytes(data)
        found, lines = _repaired_in_windows(path, most)
        results.append((found, sorted(lines), path.read_bytes()))
    assert results[0] == results[1]
    # Twice in the image as it was, twice in the check of the result.
    assert len([line for line in results[0][1] if "overflow cluster" in line]) == 4


def test_windows_write_no_new_counts(folder: Path) -> None:
    """Nothing says what another window uses: the repair ends before it writes."""
    path = _with_overlaps(folder)
    with open(path, "r+b") as file:
        file.seek(48 + 8)
        file.write(bytes(4))  # the table of counts has no clusters
    before = path.read_bytes()
    with pytest.raises(instar.CheckFailed, match="File too large"):
        _repaired_in_windows(path, 1)
    assert path.read_bytes() == before
    assert _repaired_in_windows(path, 0)[0].corruptions_fixed > 0


def test_a_check_and_a_repair_say_how_far_they_are(folder: Path) -> None:
    source = named_source(_of_many_clusters(folder), "qcow2", DEFAULT)
    image, told = Checked(source=source, max_counters=1), list[tuple[int, int]]()
    hear = Hearing(lambda problems: None, None, lambda done, total: told.append((done, total)))
    look(image, Runner(), hear)
    checked = list(told)
    ask(Question(image=image), Runner(), hear)
    repaired = told[len(checked) :]
    for steps in (checked, repaired):
        assert len(steps) > 1
        assert all(0 < done <= total for done, total in steps)
    assert [done for done, _ in checked] == sorted(done for done, _ in checked)


def test_the_flag_for_progress_changes_no_answer(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = []
    for flags in ([], ["-p"]):
        path = damaged("q2-plain.qcow2", "count-high", folder)
        assert main(["check", *flags, "-r", "all", str(path)]) == 0
        answers.append((capsys.readouterr(), path.read_bytes()))
    assert answers[0] == answers[1]


@pytest.mark.parametrize("label, cleared", [("count-high", True), ("", False)])
def test_a_changed_image_does_not_say_that_other_programs_knew(
    label: str, cleared: bool, folder: Path
) -> None:
    pokes = [d.pokes for d in damages() if (d.image, d.label) == ("q2-plain.qcow2", label)]
    path = copied("q2-plain.qcow2", (*sum(pokes, ()), (88, "f0" + 7 * "00")), folder)
    repair(path)
    assert (path.read_bytes()[88] == 0) == cleared
    assert instar.check(path).is_clean
