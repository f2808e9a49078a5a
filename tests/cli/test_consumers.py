# SPDX-License-Identifier: Apache-2.0
"""The command lines of programs that call qemu-img, through a link of that name, with what they
parse. The parsers are written anew from what each of these programs looks for.

`WAITING` has the command lines of theirs that instar still refuses.
"""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

MIB = 1 << 20
_PERCENT = re.compile(r"\((\d+\.?\d*)/100%\)")
Script = Callable[["Shell"], None]


@dataclass(frozen=True)
class Shell:
    """Calls the link in a directory, as a script does: status, then what is parsed."""

    program: Path
    folder: Path

    def run(self, line: str, *more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.program, *line.split(), *more],
            cwd=self.folder,
            env={**os.environ, "LC_ALL": "C", "LANG": "C", "INSTAR_QEMU_VERSION": "7.2"},
            capture_output=True,
            text=True,
            check=False,
        )

    def out(self, line: str, *more: str) -> str:
        done = self.run(line, *more)
        assert done.returncode == 0, done.stderr
        assert done.stderr == ""
        return done.stdout

    def json(self, line: str, *more: str) -> Any:
        return json.loads(self.out(line, *more))

    def progress(self, line: str, *more: str) -> list[float]:
        """The percentages that a command prints with -p."""
        return [float(share) for share in _PERCENT.findall(self.out(line, *more))]

    def bitmaps(self, name: str) -> dict[str, dict[str, Any]]:
        data = self.json("info --output=json", name)["format-specific"]["data"]
        return {bitmap["name"]: bitmap for bitmap in data.get("bitmaps", ())}

    def virtual_size(self, name: str) -> int:
        found: int = self.json("info --output=json", name)["virtual-size"]
        return found


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    program = tmp_path / "bin" / "qemu-img"
    program.parent.mkdir()
    program.write_text(
        f"#!{sys.executable}\nimport sys\nsys.path.insert(0, {str(Path.cwd())!r})\n"
        "sys.dont_write_bytecode = True\nfrom instar.__main__ import run\nrun()\n"
    )
    program.chmod(0o755)
    folder = tmp_path / "images"
    folder.mkdir()
    found = Shell(program, folder)
    (folder / "disk.raw").write_bytes(random.Random(3).randbytes(MIB))
    found.out("convert -f raw -O qcow2 disk.raw disk.qcow2")
    found.out("create -f qcow2 -b disk.qcow2 -F qcow2 top.qcow2")
    return found


def oslo_utils(shell: Shell) -> None:
    """nova, glance, cinder, ironic: JSON of info, and formats that are not guessed."""
    found = shell.json("info top.qcow2 --force-share --output=json -f qcow2")
    assert (found["format"], found["virtual-size"]) == ("qcow2", MIB)
    assert found["backing-filename"] == "disk.qcow2"
    assert found["format-specific"]["data"]["compat"] == "1.1"
    assert found.get("encrypted") is None and found["actual-size"] > 0
    shell.out("convert -t none -O raw -f qcow2 top.qcow2 out.raw")
    assert shell.json("info --output=json -f raw out.raw")["format"] == "raw"
    assert (shell.folder / "out.raw").read_bytes() == (shell.folder / "disk.raw").read_bytes()
    shell.out("resize -f qcow2 top.qcow2", str(2 * MIB))
    assert shell.virtual_size("top.qcow2") == 2 * MIB
    assert re.search(r"qemu-img version (\d+\.\d+)", shell.out("--version"))


def cinder(shell: Shell) -> None:
    """cinder: VMDK subformats, sizes with a suffix, rebase."""
    shell.out("convert -O vmdk -o subformat=streamOptimized -f raw disk.raw disk.vmdk")
    data = shell.json("info -f vmdk --output=json disk.vmdk")["format-specific"]["data"]
    assert data["create-type"] == "streamOptimized"
    shell.out("create -f qcow2 -o backing_file=disk.qcow2,backing_fmt=qcow2 snap.qcow2")
    shell.out("rebase -u -b disk.raw snap.qcow2 -F raw")
    assert shell.json("info --output=json snap.qcow2")["backing-filename"] == "disk.raw"
    shell.out("rebase -b disk.raw -F raw top.qcow2")
    shell.out("compare -q top.qcow2 disk.raw")


def containerized_data_importer(shell: Shell) -> None:
    """CDI: percentages on the way, preallocation, new sizes."""
    shares = shell.progress("convert -t writeback -p -O raw disk.qcow2 target.img")
    assert shares == sorted(shares) and shares[-1] == 100.0
    shell.out("create -f raw new.img", str(MIB), "-o", "preallocation=falloc")
    shell.out("resize -f raw new.img", str(2 * MIB))
    assert (shell.folder / "new.img").stat().st_size == 2 * MIB
    refused = shell.run("create -f raw other.img 1M -o preallocation=metadata")
    assert refused.returncode == 1 and "Unsupported preallocation mode" in refused.stderr
    shell.out("rebase -p -u -F qcow2 -b disk.qcow2 top.qcow2")
    _grow_and_commit(shell, "commit -p")


def _grow_and_commit(shell: Shell, line: str, *more: str) -> None:
    """The base of a longer overlay becomes as long as it, and keeps what it has."""
    shell.out("resize -f qcow2 top.qcow2", str(2 * MIB))
    before = shell.json("map --output=json disk.qcow2")
    assert shell.progress(line, *more, "top.qcow2")[-1:] == [100.0] * ("-p" in line.split())
    assert shell.virtual_size("disk.qcow2") == 2 * MIB
    after = shell.json("map --output=json disk.qcow2")
    assert after[0] == before[0] and not after[-1]["data"]
    shell.out("compare -q -f qcow2 -F qcow2 top.qcow2 disk.qcow2")


def vdsm(shell: Shell) -> None:
    """oVirt: what a volume needs, of an image without its chain too; check's end of the image."""
    node = {"driver": "qcow2", "backing": None, "file": {"driver": "file", "filename": "top.qcow2"}}
    alone = shell.json("measure --output json -O qcow2", f"json:{json.dumps(node)}")
    chain = shell.json("measure --output json --force-share -O qcow2 -f qcow2 top.qcow2")
    assert alone["required"] < chain["required"] <= chain["fully-allocated"]
    below = {
        **node,
        "backing": {"driver": "raw", "file": {"driver": "file", "filename": "disk.raw"}},
    }
    assert shell.json("measure --output json -O qcow2", f"json:{json.dumps(below)}") == chain
    found = shell.json("check --output json -f qcow2 disk.qcow2")
    assert found["image-end-offset"] >= MIB and found.get("leaks", 0) == 0
    shell.out("convert -p -t none -T none -f qcow2 -O qcow2 -o compat=1.1 -W top.qcow2 copy.qcow2")
    shell.out("compare -p -f qcow2 -F qcow2 top.qcow2 copy.qcow2")
    shell.out("amend -f qcow2 -o compat=1.1 copy.qcow2")  # Multipass too
    shell.out("rebase -t none -T none -u -f qcow2 -F raw -b disk.raw top.qcow2")
    assert [run["data"] for run in shell.json("map --output json top.qcow2")] == [True]
    shell.out("rebase -t none -T none -u -f qcow2 -F qcow2 -b disk.qcow2 top.qcow2")
    _grow_and_commit(shell, "commit -p -t none -f qcow2 -d")


def vdsm_bitmaps(shell: Shell) -> None:
    """oVirt: incremental backup, whose bitmaps move from an overlay into its base."""
    shell.out("bitmap --add -g 64k disk.qcow2 backup")
    shell.out("bitmap --add --enable top.qcow2 backup")
    shell.out("bitmap --add --disable top.qcow2 gone")
    found = shell.bitmaps("top.qcow2")
    assert found["backup"] == {"flags": ["auto"], "name": "backup", "granularity": 65_536}
    assert found["gone"]["flags"] == []
    sizes = shell.json("measure --output json -f qcow2 -O qcow2 top.qcow2")
    assert sizes["bitmaps"] > 0
    shell.out("bitmap --merge backup -F qcow2 -b top.qcow2 disk.qcow2 backup")
    shell.out("bitmap --disable disk.qcow2 backup")
    assert shell.bitmaps("disk.qcow2")["backup"]["flags"] == []
    for name in ("backup", "gone"):
        shell.out("bitmap --remove top.qcow2", name)
    assert shell.bitmaps("top.qcow2") == {}
    assert shell.json("check --output json -f qcow2 disk.qcow2").get("leaks", 0) == 0


def ovirt_imageio(shell: Shell) -> None:
    """imageio, virt-v2v: a disk inside an appliance, which is a tar file."""
    disk = (shell.folder / "disk.qcow2").read_bytes()
    (shell.folder / "appliance.ova").write_bytes(bytes(1536) + disk + bytes(10_240))
    node = {
        "driver": "qcow2",
        "file": {
            "driver": "raw",
            "offset": 1536,
            "size": -(-len(disk) // 512) * 512,
            "file": {"driver": "file", "filename": "appliance.ova"},
        },
    }
    assert shell.json("info --output json", f"json:{json.dumps(node)}")["virtual-size"] == MIB
    inside = shell.json("measure --output json -O raw", f"json:{json.dumps(node)}")
    assert inside["required"] == MIB


def proxmox(shell: Shell) -> None:
    """pve-storage: sizes in K, linked clones, preallocation."""
    sizes = shell.json(
        "measure --output=json --size 1024K -O qcow2 -o extended_l2=on,cluster_size=128k"
    )
    assert sizes["required"] < sizes["fully-allocated"]
    shell.out("create -o preallocation=metadata -f qcow2 vm.qcow2 4096K")
    shell.out(
        "create -F qcow2 -b disk.qcow2 -f qcow2 -o extended_l2=on,cluster_size=128k clone.qcow2"
    )
    chain = shell.json("info --output=json clone.qcow2 -f qcow2 --backing-chain")
    assert [image["filename"] for image in chain] == ["clone.qcow2", "disk.qcow2"]
    assert "data-file" not in chain[0]["format-specific"]["data"]
    shell.out("resize -f raw disk.raw", str(2 * MIB))
    shell.out("dd bs=64k if=disk.raw -f raw -O raw of=copy.raw")
    assert (shell.folder / "copy.raw").stat().st_size == 2 * MIB
    _grow_and_commit(shell, "commit")


def incus(shell: Shell) -> None:
    """Incus, LXD: into an existing block volume or file, and a measured size."""
    (shell.folder / "volume").write_bytes(bytes(MIB))
    shell.out("convert -p -f qcow2 -O raw -T none -t none -W -n --target-is-zero top.qcow2 volume")
    assert (shell.folder / "volume").read_bytes() == (shell.folder / "disk.raw").read_bytes()
    assert shell.json("measure --output=json -O qcow2 --size 1073741824")["fully-allocated"] > MIB
    shell.out("info -U --backing-chain --output=json top.qcow2")
    shell.out("convert -p -f raw -O qcow2 -c disk.raw export.qcow2")
    _grow_and_commit(shell, "commit -f qcow2")


def lima(shell: Shell) -> None:
    """Lima, Multipass: snapshots, and the table that they print."""
    for line in ("-c one", "-c two", "-a one", "-d two"):
        shell.out(f"snapshot {line} disk.qcow2")
    rows = shell.out("snapshot -l disk.qcow2").splitlines()[2:]
    names = [found[1] for row in rows if (found := re.match(r"\d+\s+(\S+)\s+", row))]
    assert names == ["one"]
    assert (
        shell.json("info --output=json --force-share disk.qcow2")["snapshots"][0]["name"] == "one"
    )
    shell.out("resize -f qcow2 top.qcow2", str(3 * MIB))


def packer(shell: Shell) -> None:
    """Packer: a smaller copy, and the message after which it tries again."""
    shell.out("convert -c -O qcow2 top.qcow2 smaller.qcow2")
    shell.out("compare -q top.qcow2 smaller.qcow2")
    shell.out("create -f qcow2 -b disk.qcow2 -F qcow2 other.qcow2 2M")
    assert shell.virtual_size("other.qcow2") == 2 * MIB


def virt_manager(shell: Shell) -> None:
    """virt-install: overlays by absolute names."""
    base = shell.folder / "disk.qcow2"
    shell.out("create -f qcow2 -o", f"backing_file={base},backing_fmt=qcow2", "overlay.qcow2")
    chain = shell.json("info --backing-chain --output=json overlay.qcow2")
    assert chain[1]["filename"] == str(base)


def libvirt_storage(shell: Shell) -> None:
    """libvirt's storage driver: creation with options, encryption by a secret."""
    shell.out("create -f qcow2 -o compat=1.1,lazy_refcounts vol.qcow2 1024K")
    secret = shell.folder / "secret"
    secret.write_text("hidden")
    line = "create -f qcow2 --object secret,id=s0,file=secret -o"
    options = "encrypt.format=luks,encrypt.key-secret=s0,encrypt.iter-time=10"
    shell.out(line, options, "locked.qcow2", "1024K")
    assert shell.json("info --output=json locked.qcow2")["encrypted"] is True
    image = "driver=qcow2,file.filename=locked.qcow2,encrypt.key-secret=s0"
    line = "convert --object secret,id=s0,file=secret --image-opts -O raw"
    shell.out(line, image, "open.raw")
    assert (shell.folder / "open.raw").read_bytes() == bytes(MIB)
    shell.out("convert -f raw -O raw disk.raw clone.raw")


def ironic(shell: Shell) -> None:
    """ironic-python-agent: on to a device of which every byte is written."""
    (shell.folder / "device").write_bytes(b"x" * MIB)
    shell.out("convert -n -t none -S 0 -f qcow2 -O raw -W top.qcow2 device")
    assert (shell.folder / "device").read_bytes() == (shell.folder / "disk.raw").read_bytes()


def harvester(shell: Shell) -> None:
    """Harvester, Longhorn: a compressed export with threads, and the size of the disk in it."""
    shell.out("convert -t none -T none -W -m 8 -f raw disk.raw -O qcow2 -c -S 4K export.qcow2")
    assert shell.virtual_size("export.qcow2") == MIB
    shell.out("compare -q disk.raw export.qcow2")


def osbuild(shell: Shell) -> None:
    """osbuild, CoreOS-assembler: images for clouds, with the options that these want."""
    line = "convert -O vmdk -o subformat=streamOptimized,adapter_type=lsilogic,compat6 -m 4"
    shell.out(f"{line} disk.raw cloud.vmdk")
    assert shell.json("info --output=json cloud.vmdk")["format"] == "vmdk"
    shell.out("convert -O vpc -o subformat=fixed,force_size disk.raw cloud.vhd")
    assert (shell.folder / "cloud.vhd").stat().st_size == MIB + 512
    assert shell.virtual_size("cloud.vhd") == MIB + 512  # raw, unless somebody names its format
    assert shell.json("info -f vpc --output=json cloud.vhd")["virtual-size"] == MIB


def cloudstack(shell: Shell) -> None:
    """CloudStack: an image that is described, and leaks that are repaired."""
    image = "driver=qcow2,file.filename=top.qcow2"
    shell.out("convert -O qcow2 -U --image-opts", image, "backup.qcow2")
    shell.out("compare -q backup.qcow2 disk.raw")
    with (shell.folder / "backup.qcow2").open("r+b") as file:  # a cluster that nothing uses
        file.seek(0, os.SEEK_END)
        end = file.tell()
        file.truncate(end + 65_536)
        file.seek(2 * 65_536 + 2 * (end // 65_536))  # its entry in the only refcount block
        file.write(b"\0\1")
    assert shell.run("check backup.qcow2").returncode == 3
    assert shell.run("check -q -r leaks backup.qcow2").returncode == 0
    shell.out("check backup.qcow2")


def podman(shell: Shell) -> None:
    """Podman machine: a new size, without a format."""
    shell.out("resize disk.qcow2 1G")
    assert shell.virtual_size("disk.qcow2") == 1 << 30


SCRIPTS: tuple[Script, ...] = (
    *(oslo_utils, cinder, containerized_data_importer, vdsm, vdsm_bitmaps, ovirt_imageio),
    *(proxmox, incus, lima, packer, virt_manager, libvirt_storage),
    *(ironic, harvester, osbuild, cloudstack, podman),
)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.__name__)
def test_a_script_gets_what_it_parses(script: Script, shell: Shell) -> None:
    script(shell)
