# SPDX-License-Identifier: Apache-2.0
"""What the types of `instar.Client` and of all that answers hold promise; read by the type checker,
never run.
"""

from __future__ import annotations

import os
from typing import assert_type

import instar
import instar.aio

with instar.Client(
    sandbox="process", timeout=5, deadline=None, allow_paths=["/srv"], files=False
) as client:
    assert_type(client, instar.Client)
    assert_type(client.sandbox, str)
    measured = client.measure("disk.qcow2", "vhdx", {"block_size": "8M"})
    assert_type(measured, instar.Measurement)
    assert_type(measured.options, instar.Options)
    assert_type(measured.options["block_size"], str | int | bool)
    assert_type(measured.warnings, tuple[str, ...])
    assert_type(measured.sandbox, str)
    assert_type(measured.to_dict(), dict[str, object])
    runs = client.map("disk.qcow2", start=1, length=None, max_extents=9)
    assert_type(runs, instar.Extents)
    assert_type(next(runs), instar.Extent)
    assert_type(runs.warnings, tuple[str, ...])
    assert_type(client.map_table("disk.qcow2", snapshot="1"), instar.MapTable)
    image = client.info("disk.qcow2", safety=True)
    assert_type(image, instar.ImageInfo)
    assert_type(client.info_chain("disk.qcow2"), tuple[instar.ImageInfo, ...])
client.close()
client.map("disk.qcow2", begin=1)  # type: ignore[call-arg]
instar.Client("kvm")  # type: ignore[call-arg]
instar.Client(sandbx="kvm")  # type: ignore[call-arg]
instar.info("disk.qcow2", timeout="5")  # type: ignore[arg-type]

assert_type(image.warnings, tuple[str, ...])
assert_type(image.snapshots, tuple[instar.Snapshot, ...])
assert_type(image.children, tuple[instar.Child, ...])
for child in image.children:
    assert_type(child.file, instar.FileInfo)
if image.qcow2 is not None:
    assert_type(image.qcow2, instar.Qcow2Details)
    assert_type(image.qcow2.bitmaps, tuple[instar.Bitmap, ...])
if image.vmdk is not None:
    assert_type(image.vmdk, instar.VmdkDetails)
    assert_type(image.vmdk.extents, tuple[instar.VmdkExtent, ...])
if image.luks is not None:
    assert_type(image.luks, instar.LuksDetails)
    assert_type(image.luks.slots, tuple[instar.KeySlot, ...])
if image.limits is not None:
    assert_type(image.limits, instar.Limits)
flag: instar.ExtentFlag = instar.ExtentFlag.DATA

try:
    client.info("disk.qcow2")
except instar.NameRefused as refused:
    assert_type(refused.name, str)
    image_error: instar.ImageError = refused
except instar.OpenError as failed:
    system_error: OSError = failed
    assert_type(failed.filename, str)

with instar.Client() as client:
    for answered_path, answered_info, error in client.info_many(["a", 3], jobs=2, safety=True):
        assert_type(answered_path, str | os.PathLike[str] | int)
        assert_type(answered_info, instar.ImageInfo | None)
        assert_type(error, instar.InstarError | None)
    for mapped in client.map_many(["a"], length=4096):
        assert_type(mapped.get(), instar.Runs)
        for run in mapped.get():
            assert_type(run, instar.Extent)
    for checked in client.check_many(["a"], deep=True):
        assert_type(checked, instar.Answer[instar.Check])
    for one in client.measure_many(["a"], "raw", snapshot="s"):
        assert_type(one.get(), instar.Measurement)
    assert_type(client.info(3), instar.ImageInfo)
    client.info_many([b"a"])  # type: ignore[list-item]


async def awaited() -> None:
    async with instar.aio.Client(jobs=2, files=False) as client:
        assert_type(await client.info("a"), instar.ImageInfo)
        assert_type(await client.map(3), instar.Runs)
        async for answer in client.check_many(["a"]):
            assert_type(answer, instar.Answer[instar.Check])


assert_type(instar.whole_map("a", length=4096), instar.Runs)
