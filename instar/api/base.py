# SPDX-License-Identifier: Apache-2.0
"""Settings, sandboxes and limits."""

from __future__ import annotations

from instar.errors import UsageError
from instar.ops.access import Access
from instar.ops.arguments import directories, named_profile
from instar.ops.run import Runner
from instar.record import replace
from instar.sandbox.access import Reach
from instar.sandbox.limits import DEFAULT_DEADLINE, DEFAULT_TIMEOUT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Self, Unpack

    from instar.fleet.call import Recipe
    from instar.fleet.many import Fleet
    from instar.keywords import Settings
    from instar.options.snapshot import Snapshot


class Base:
    """Settings, sandboxes and limits: see `instar.client.Client`."""

    def __init__(self, **given: Unpack[Settings]) -> None:
        if "allow_paths" in given:
            given["allow_paths"] = directories("allow_paths", given["allow_paths"])
        self._settings = given
        unknown = self._open(dict(given), shared=False)
        if unknown:
            raise TypeError(f"there is no setting called {next(iter(unknown))!r}")

    def _open(self, given: dict[str, Any], *, shared: bool) -> dict[str, Any]:
        """Take the settings out of `given`, and return what is left."""
        self._fleet: Fleet | None = None
        version = given.pop("qemu_version", None)
        self._own = version is None
        self._profile = named_profile(version)
        self._runner = Runner(
            given.pop("sandbox", "auto"),
            given.pop("timeout", DEFAULT_TIMEOUT),
            given.pop("deadline", DEFAULT_DEADLINE),
            shared=shared,
        )
        self._access = Access(
            reach=Reach(
                allow_paths=directories("allow_paths", given.pop("allow_paths", ())),
                files=given.pop("files", True),
            ),
            force_share=given.pop("force_share", False),
            strict_backing=given.pop("strict_backing", False),
            beyond_qemu=self._own,
        )
        self._closed = False
        return given

    @property
    def sandbox(self) -> str:
        """The kind of sandbox that runs: `kvm` or `process`."""
        return self._runner.pool.kind

    @property
    def deadline(self) -> float | None:
        """How many seconds a run may take in all."""
        return self._runner.deadline

    def recipe(self) -> Recipe:
        """How another process makes a client like this one."""
        from instar.fleet.call import Recipe

        return Recipe(type(self), dict(self._settings))

    def close(self) -> None:
        """Give up the sandboxes. Questions that are being answered end as they would have."""
        self._closed = True
        self._runner.close()
        if self._fleet is not None:
            self._fleet.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *reason: object) -> None:
        self.close()

    def _running(self) -> Runner:
        if self._closed:
            raise UsageError("the client is closed")
        return self._runner

    def _reach(self, snapshot: Snapshot | None) -> Access:
        return replace(self._access, snapshot=snapshot)
