# SPDX-License-Identifier: Apache-2.0
"""Recipes that no shell prompt can show: CI jobs, a libvirt hook, drop-ins of services, scripts.
What the guide shows of defaults and pictures is what the program has.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from instar import __version__
from instar.cli import registry
from instar.generated.map import MAX_EXTENTS_DEFAULT
from instar.sandbox.limits import DEFAULT_DEADLINE, DEFAULT_TIMEOUT
from tests.docs.examples import ROOT, blocks, environment, stage

RECIPES = (ROOT / "docs/recipes.md").read_text(encoding="utf-8")
HOOK = 'python title="/etc/libvirt/hooks/qemu"'
GITLAB = 'yaml title=".gitlab-ci.yml"'
DROP_IN = 'ini title="/etc/systemd/system/{}.service.d/instar.conf"'
VOLUME = 'python title="datavolume.py"'
IMPORT = 'bash title="import it"'
PROXMOX = 'bash title="/usr/local/bin/import-upload"'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The images that the recipes name."""
    stage(tmp_path)
    return tmp_path


def block(language: str) -> str:
    [(_, text)] = blocks(RECIPES, language)
    return text


def put(folder: Path, name: str, text: str) -> Path:
    """A program among those that the recipes' commands find."""
    program = folder / "bin" / name
    program.write_text(text)
    program.chmod(0o755)
    return program


def steps() -> list[str]:
    """The shell of the workflow's steps, but for the one that installs."""
    job = yaml.safe_load(block("yaml"))["jobs"]["check"]
    found = [step["run"] for step in job["steps"] if "run" in step]
    assert found.pop(0).startswith("pip install ")
    return found


def run_step(text: str, folder: Path) -> int:
    """The status of a step, as GitHub runs it."""
    command = ["bash", "-eo", "pipefail", "-c", text]
    return subprocess.run(command, cwd=folder, env=environment(folder), check=False).returncode


def test_workflow_accepts_sound_images(folder: Path) -> None:
    (folder / "list.txt").write_text("disk.vmdk\ndisk.qcow2\n")
    assert [run_step(text, folder) for text in steps()] == [0, 0]


def test_workflow_refuses_unsafe_and_large_images(folder: Path) -> None:
    (folder / "upload.qcow2").rename(folder / "disk.a.qcow2")
    (folder / "list.txt").write_text("snapshots.qcow2\ndisk.vhd\ndisk.big\n")
    (folder / "disk.big").write_bytes(b"\1" * (5 << 20))
    assert [run_step(text, folder) for text in steps()] == [1, 1]


def run_gitlab(folder: Path) -> int:
    """The status of the job: that of the first command which fails."""
    first, *script = yaml.safe_load(block(GITLAB))["images"]["script"]
    assert first.startswith("pip install ")
    return next(filter(None, (run_step(line, folder) for line in script)), 0)


def test_gitlab_accepts_sound_images_and_refuses_others(folder: Path) -> None:
    (folder / "list.txt").write_text("disk.vmdk\ndisk.qcow2\n")
    assert run_gitlab(folder) == 0
    assert len((folder / "sizes.jsonl").read_text().splitlines()) == 2
    (folder / "upload.qcow2").rename(folder / "disk.a.qcow2")
    assert run_gitlab(folder) == 1


def service(name: str, folder: Path) -> dict[str, str]:
    """What a service sees with the drop-in, where the test's directory is the root."""
    shim = folder / "opt/instar/shims/qemu-img"
    shim.parent.mkdir(parents=True)
    shim.write_text(f"#!{sys.executable}\nfrom instar.__main__ import run\nrun()\n")
    shim.chmod(0o755)
    lines = re.findall(r"^Environment=(\w+)=(.*)$", block(DROP_IN.format(name)), re.MULTILINE)
    rooted = {key: re.sub(r"(?<![^:=])/(opt|var)/", rf"{folder}/\1/", text) for key, text in lines}
    return environment(folder) | rooted


def call(line: str, folder: Path, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        line, shell=True, cwd=folder, env=env, capture_output=True, text=True, check=False
    )


def test_glance_converts_a_sound_image_and_no_other(folder: Path) -> None:
    env = service("glance-api", folder)
    told = call("qemu-img info -f qcow2 --output=json disk.qcow2", folder, env)
    assert json.loads(told.stdout)["virtual-size"] == 3 << 20
    done = call("qemu-img convert -f qcow2 -O raw disk.qcow2 disk.out", folder, env)
    assert (done.returncode, done.stderr) == (0, "")
    assert (folder / "disk.out").read_bytes() == (folder / "disk.raw").read_bytes()
    refused = call("qemu-img convert -f qcow2 -O raw upload.qcow2 x.out", folder, env)
    assert refused.returncode == 1
    assert "Permission denied" in refused.stderr
    assert not (folder / "x.out").exists()


def test_nova_reads_its_base_images_and_nothing_else(folder: Path) -> None:
    env = service("nova-compute", folder)
    instances = folder / "var/lib/nova/instances"
    for name in ("_base", "one", "other"):
        (instances / name).mkdir(parents=True)
    for name, holder in (("one", "_base"), ("other", "one")):
        base = instances / holder / "base"
        base.write_bytes((folder / "disk.raw").read_bytes())
        overlay = instances / name / "disk"
        made = f"qemu-img create -f qcow2 -o backing_file={base},backing_fmt=raw {overlay}"
        assert call(made, folder, env).returncode == 0
    chain = "qemu-img info --force-share --output=json --backing-chain {}/{}/disk"
    assert len(json.loads(call(chain.format(instances, "one"), folder, env).stdout)) == 2
    assert "Permission denied" in call(chain.format(instances, "other"), folder, env).stderr


def make_volume(upload: str, folder: Path) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-c", block(VOLUME), upload, "clean.qcow2", "my-disk"]
    return subprocess.run(
        line, cwd=folder, env=environment(folder), capture_output=True, text=True, check=False
    )


def test_data_volume_is_as_large_as_the_disk(folder: Path) -> None:
    made = json.loads(make_volume("disk.vmdk", folder).stdout)
    assert made["spec"]["storage"]["resources"]["requests"]["storage"] == 3 << 20
    compare = ["compare", "disk.vmdk", "clean.qcow2"]
    done = subprocess.run(
        [sys.executable, "-m", "instar", *compare], cwd=folder, env=environment(folder), check=False
    )
    assert done.returncode == 0


def test_unsafe_image_makes_no_data_volume(folder: Path) -> None:
    done = make_volume("upload.qcow2", folder)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("upload.qcow2: backing_file, ")
    assert not (folder / "clean.qcow2").exists()


@pytest.mark.parametrize("upload", ["disk.vmdk", "upload.qcow2"])
def test_volume_is_filled_where_one_was_made(folder: Path, upload: str) -> None:
    shutil.copy(folder / upload, folder / "upload.vmdk")
    (folder / "datavolume.py").write_text(block(VOLUME))
    put(folder, "python3", f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    put(folder, "kubectl", '#!/bin/sh\necho "$@" > asked\ncat > applied\ntest -s applied\n')
    put(folder, "virtctl", '#!/bin/sh\necho "$@" >> asked\ncp clean.qcow2 filled\n')
    line = ["bash", "-c", block(IMPORT)]
    done = subprocess.run(line, cwd=folder, env=environment(folder), capture_output=True)
    is_safe = upload == "disk.vmdk"
    assert (done.returncode == 0) is is_safe, done.stderr
    assert (folder / "filled").exists() is is_safe
    if is_safe:
        assert json.loads((folder / "applied").read_text())["metadata"] == {"name": "my-disk"}
        apply, fill = (folder / "asked").read_text().splitlines()
        assert apply == "apply -f -"
        assert fill == "image-upload dv my-disk --no-create --image-path=clean.qcow2"


def test_proxmox_imports_a_clean_copy_of_a_sound_image_only(folder: Path) -> None:
    put(folder, "qm", '#!/bin/sh\necho "$@" > asked\ncp "$4" imported\n')
    script = put(folder, "import-upload", block(PROXMOX))
    for upload, status in (("disk.vmdk", 0), ("upload.qcow2", 1), ("bad.qcow2", 1)):
        (folder / "asked").unlink(missing_ok=True)
        done = call(f"{script} 100 {upload} local", folder, environment(folder))
        assert done.returncode == status, done.stderr
        assert (folder / "asked").exists() == (status == 0)
        if status == 0:
            assert re.fullmatch(
                r"disk import 100 /\S+/disk.qcow2 local\n", (folder / "asked").read_text()
            )
    told = call("instar info --output=json imported", folder, environment(folder))
    assert json.loads(told.stdout)["format"] == "qcow2"


def run_hook(folder: Path, image: str, kind: str) -> subprocess.CompletedProcess[str]:
    """The hook before a guest starts with that disk."""
    domain = (
        "<domain><devices><disk type='file' device='disk'>"
        f"<driver name='qemu' type='{kind}'/><source file='{folder / image}'/>"
        "</disk></devices></domain>"
    )
    command = [sys.executable, "-c", block(HOOK), "guest", "prepare", "begin", "-"]
    return subprocess.run(
        command, input=domain, cwd=folder, env=environment(folder), capture_output=True, text=True
    )


@pytest.mark.parametrize(("image", "kind"), [("top.qcow2", "qcow2"), ("disk.raw", "raw")])
def test_hook_lets_a_guest_with_sound_images_start(folder: Path, image: str, kind: str) -> None:
    done = run_hook(folder, image, kind)
    assert (done.returncode, done.stderr) == (0, "")


def test_hook_refuses_a_guest_with_an_unsafe_image(folder: Path) -> None:
    done = run_hook(folder, "bad.qcow2", "qcow2")
    assert (done.returncode, done.stderr) == (1, f"{folder}/bad.qcow2: unreadable \n")


def test_page_of_limits_has_the_defaults() -> None:
    page = (ROOT / "docs/environment.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| ([^|]+) \| ([^|]+) \| `--", page, re.MULTILINE))
    assert rows["seconds without progress"] == f"{DEFAULT_TIMEOUT:.0f}"
    assert rows["seconds for one image in all"] == f"{DEFAULT_DEADLINE:.0f}"
    assert rows["runs that `map` prints"] == f"{MAX_EXTENTS_DEFAULT:,}"


def test_page_of_the_environment_has_every_variable() -> None:
    page = (ROOT / "docs/environment.md").read_text(encoding="utf-8")
    rows = page.partition("\n## Environment\n")[2].partition("\n## ")[0]
    assert re.findall(r"^\| `(\w+)`", rows, re.MULTILINE) == [
        name for name, _ in registry.ENVIRONMENT
    ]


def test_changelog_begins_with_this_version() -> None:
    page = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^## \[(.*?)\]", page, re.MULTILINE)[0] == __version__


def test_citation_names_this_version() -> None:
    page = (ROOT / "docs/policy.md").read_text(encoding="utf-8")
    assert f"version = {{{__version__}}}" in page


@pytest.mark.parametrize(
    ("picture", "image"), [("chain.svg", "top.qcow2"), ("mixed.svg", "mixed.qcow2")]
)
def test_pictures_of_the_guide_are_what_map_draws(folder: Path, picture: str, image: str) -> None:
    command = [sys.executable, "-m", "instar", "map", "-o", picture, image]
    subprocess.run(command, cwd=folder, env=environment(folder), check=True)
    assert (folder / picture).read_text() == (ROOT / "docs" / picture).read_text()
