# SPDX-License-Identifier: Apache-2.0
"""A real S3 store on this machine, for tests and to try `instar scan`: OpenStack Swift with its S3
API, in a directory of its own, as the user who starts it.

    python -m lab.store [DIR]     start one, and print how to reach it, until it is interrupted
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from getpass import getuser
from pathlib import Path

KEY, SECRET = "test:tester", "testing"
SERVICES = ("account", "container", "object")
START_S = 600.0

_HANDED_OUT = Path("/proc/sys/net/ipv4/ip_local_port_range")
PYTHON = "/usr/bin/python3"
"""Debian's, which has Swift's modules."""
# One process instead of swift-ring-builder three times for each ring.
_RINGS = """
import sys
from swift.common.ring.builder import RingBuilder
for word in sys.argv[1:]:
    path, port = word.rsplit("=", 1)
    ring = RingBuilder(4, 1, 1)
    device = dict(id=0, region=1, zone=1, weight=1, ip="127.0.0.1", port=int(port), device="d1")
    ring.add_dev(dict(device, replication_ip="127.0.0.1", replication_port=int(port), meta=""))
    ring.rebalance()
    ring.get_ring().save(path)
"""

_SWIFT = """
[swift-hash]
swift_hash_path_prefix = instar
swift_hash_path_suffix = instar
[storage-policy:0]
name = one
default = yes
"""
_STORAGE = """
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = {port}
user = {user}
swift_dir = {folder}
devices = {folder}/devices
mount_check = false
workers = 0
log_name = {service}
[pipeline:main]
pipeline = {service}-server
[app:{service}-server]
use = egg:swift#{service}
"""
_PROXY = """
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = {port}
user = {user}
swift_dir = {folder}
workers = 0
log_name = proxy
[pipeline:main]
pipeline = catch_errors cache listing_formats s3api tempauth copy slo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:1
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:s3api]
use = egg:swift#s3api
s3_acl = false
[filter:tempauth]
use = egg:swift#tempauth
user_test_tester = testing .admin
[filter:copy]
use = egg:swift#copy
[filter:slo]
use = egg:swift#slo
"""


@dataclass(frozen=True, slots=True)
class Store:
    """Where the store is, and who may use it."""

    endpoint: str
    key: str = KEY
    secret: str = SECRET

    def options(self) -> dict[str, object]:
        """What s3fs is made with."""
        client = {"endpoint_url": self.endpoint, "region_name": "us-east-1"}
        # Swift knows none of the checksums that botocore adds by itself since 2025.
        checks = dict.fromkeys(
            ("request_checksum_calculation", "response_checksum_validation"), "when_required"
        )
        config = {"s3": {"addressing_style": "path"}, **checks}
        return {
            "key": self.key,
            "secret": self.secret,
            "client_kwargs": client,
            "config_kwargs": config,
        }


def is_there() -> bool:
    """Whether Swift is installed."""
    return all(shutil.which(f"swift-{one}-server") for one in ("proxy", *SERVICES))


def _free_ports(number: int) -> list[int]:
    """Of those below the ones that the kernel hands out: nobody is given them before a server has
    them.
    """
    least = int(_HANDED_OUT.read_text().split()[0])
    found: list[int] = []
    while len(found) < number:
        port = random.randrange(least // 2, least)
        try:
            socket.create_server(("127.0.0.1", port)).close()
        except OSError:
            continue
        if port not in found:
            found.append(port)
    return found


def _prepare(folder: Path, ports: list[int]) -> None:
    """Configurations and rings."""
    (folder / "devices" / "d1").mkdir(parents=True)
    (folder / "swift.conf").write_text(_SWIFT)
    user = getuser()
    for service, port in zip(SERVICES, ports, strict=False):
        text = _STORAGE.format(service=service, port=port, user=user, folder=folder)
        (folder / f"{service}.conf").write_text(text)
    rings = [
        f"{folder / service}.ring.gz={port}" for service, port in zip(SERVICES, ports, strict=False)
    ]
    subprocess.run([PYTHON, "-c", _RINGS, *rings], check=True)
    text = _PROXY.format(port=ports[-1], user=user, folder=folder)
    (folder / "proxy.conf").write_text(text)


def _wait_for(port: int, running: list[subprocess.Popen[bytes]]) -> None:
    until = time.monotonic() + START_S
    while time.monotonic() < until:
        if any(one.poll() is not None for one in running):
            raise RuntimeError("a server of the store has ended")
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("the store did not start")


@contextmanager
def started(folder: Path) -> Iterator[Store]:
    """A store that runs for as long as the block, in an empty directory."""
    ports = _free_ports(len(SERVICES) + 1)
    _prepare(folder, ports)
    log = (folder / "log").open("wb")
    environment = {**os.environ, "SWIFT_DIR": str(folder)}
    running = [
        subprocess.Popen(
            [f"swift-{service}-server", str(folder / f"{service}.conf"), "-v"],
            env=environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        for service in (*SERVICES, "proxy")
    ]
    try:
        for port in ports:
            _wait_for(port, running)
        yield Store(f"http://127.0.0.1:{ports[-1]}")
    finally:
        for one in running:
            one.terminate()
        for one in running:
            one.wait()
        log.close()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m lab.store", description="A local S3 store.")
    parser.add_argument("folder", nargs="?", type=Path, help="default: a temporary one")
    folder = parser.parse_args().folder or Path(tempfile.mkdtemp(prefix="instar-store-"))
    with started(folder) as store:
        print(f"export AWS_ENDPOINT_URL={store.endpoint} AWS_ACCESS_KEY_ID={store.key}")
        print(f"export AWS_SECRET_ACCESS_KEY={store.secret} AWS_DEFAULT_REGION=us-east-1")
        sys.stdout.flush()
        while True:
            time.sleep(3600)


if __name__ == "__main__":
    main()
