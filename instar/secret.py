# SPDX-License-Identifier: Apache-2.0
"""Secrets: buffers that are overwritten when they are not needed any more."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


class Secret:
    """A secret by its id. Its bytes are shown nowhere, and can be overwritten."""

    __slots__ = ("_value", "id", "keys")

    def __init__(self, id: str, value: bytes | bytearray = b"") -> None:
        self.id = id
        self._value = bytearray(value)
        self.keys: dict[bytes, bytearray] = {}
        """What was derived from it, by what it depends on: two guests that open one image need the
        same.
        """

    def __repr__(self) -> str:
        return f"Secret({self.id!r})"

    def __reduce__(self) -> str:
        raise TypeError("a secret does not leave its process")

    @property
    def value(self) -> bytearray:
        """The buffer itself."""
        return self._value

    @property
    def is_text(self) -> bool:
        """Whether it is UTF-8 without zeros, as a passphrase has to be."""
        try:
            self._value.decode()
        except UnicodeDecodeError:
            return False
        return 0 not in self._value

    def wipe(self) -> None:
        """Overwrite it, and the keys."""
        for buffer in (self._value, *self.keys.values()):
            wipe(buffer)
        self.keys.clear()


def wipe(buffer: bytearray | memoryview) -> None:
    """Overwrite a buffer."""
    buffer[:] = bytes(len(buffer))


def wipe_all(secrets: Mapping[str, Secret]) -> None:
    """Overwrite them all."""
    for secret in secrets.values():
        secret.wipe()
