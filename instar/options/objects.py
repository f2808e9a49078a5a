# SPDX-License-Identifier: Apache-2.0
"""`--object`: secrets, which encrypted images need. No message repeats a value."""

from __future__ import annotations

import os

from instar.errors import UsageError
from instar.options.optstring import expand_short_form, split_options
from instar.options.since import OBJECT_KEYVAL
from instar.options.targets.request import choose
from instar.secret import Secret, wipe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.generated.profiles import Profile

_KEYS = ("data", "file", "format", "keyid", "iv")
_FORMATS = ("raw", "base64")
# No passphrase is longer.
_LARGEST_FILE = 1 << 20
_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\n"

HELP = """\
List of user creatable objects:
  secret
"""
SECRET_HELP = """\
secret options:
  data=<string>
  file=<string>
  format=<QCryptoSecretFormat>
  iv=<string>
  keyid=<string>
"""


class ObjectHelp(Exception):
    """`--object help`: what to print instead of doing anything."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


def parse_object(text: str, profile: Profile, known: dict[str, Secret]) -> Secret:
    """Read one `--object` and return the secret that it defines; `known` are those before it."""
    properties = (
        _from_json(text)
        if text.startswith("{") and profile.number >= OBJECT_KEYVAL
        else _from_text(text, profile)
    )
    kind = properties.pop("qom-type", None)
    if kind is None:
        raise UsageError("Parameter 'qom-type' is missing")
    if kind != "secret" and profile.number >= OBJECT_KEYVAL:
        raise UsageError(f"Parameter 'qom-type' does not accept value '{kind}'")
    name = properties.pop("id", None)
    if name is None:
        raise UsageError("Parameter 'id' is missing")
    if kind != "secret":
        raise UsageError(f"invalid object type: {kind}")
    if not _is_identifier(name):
        raise UsageError(
            "Parameter 'id' expects an identifier\n"
            "Identifiers consist of letters, digits, '-', '.', '_', starting with a letter."
        )
    secret = Secret(name, _read_secret(properties, profile, known))
    if name in known:
        if profile.number >= OBJECT_KEYVAL:
            raise UsageError(
                f"attempt to add duplicate property '{name}' to object (type 'container')"
            )
        raise UsageError(f"Duplicate ID '{name}' for object")
    return secret


def _from_text(text: str, profile: Profile) -> dict[str, str]:
    properties: dict[str, str] = {}
    for name, value in split_options(text, implied="qom-type"):
        if name in ("help", "?") and value is None:
            raise ObjectHelp(SECRET_HELP if "qom-type" in properties else HELP)
        if name == "qom-type" and value in ("help", "?"):
            raise ObjectHelp(HELP)
        if value is None and profile.number >= OBJECT_KEYVAL:
            raise UsageError(f"Expected '=' after parameter '{name}'")
        name, value = expand_short_form(name, value)
        properties[name] = value
    return properties


def _from_json(text: str) -> dict[str, str]:
    import json

    try:
        properties = json.loads(text)
    except ValueError as error:
        raise UsageError(f"JSON parse error, {error}") from None
    for name, value in properties.items():
        if not isinstance(value, str):
            raise UsageError(f"Invalid parameter type for '{name}', expected: string")
    return dict(properties)


def _is_identifier(name: str) -> bool:
    return (
        name.isascii()
        and name[:1].isalpha()
        and all(char.isalnum() or char in "-._" for char in name)
    )


def _read_secret(
    properties: dict[str, str], profile: Profile, known: dict[str, Secret]
) -> bytearray:
    _check_names(properties, profile)
    if "file" in properties and "data" in properties:
        raise UsageError("'file' and 'data' are mutually exclusive")
    if "file" in properties:
        value = _read_file(properties["file"])
    elif "data" in properties:
        value = bytearray(os.fsencode(properties["data"]))
    else:
        raise UsageError("Either 'file' or 'data' must be provided")
    is_base64 = properties.get("format") == "base64"
    if "keyid" in properties:
        return _unsealed(properties, value, known, is_base64=is_base64)
    return _from_base64(value) if is_base64 else value


def _unsealed(
    properties: dict[str, str], value: bytearray, known: dict[str, Secret], *, is_base64: bool
) -> bytearray:
    """What another secret decrypts."""
    from instar.options.sealed import check_lengths, unseal

    keyid, text = properties["keyid"], properties.get("iv")
    if keyid not in known:
        raise UsageError(f"No secret with id '{keyid}'")
    key = known[keyid].value
    check_lengths(key, None if text is None else bytearray(16))
    iv = _from_base64(bytearray(os.fsencode(text or "")))
    check_lengths(key, iv)
    return unseal(key, iv, _from_base64(value) if is_base64 else value)


def _check_names(properties: dict[str, str], profile: Profile) -> None:
    for name in properties:
        if name not in _KEYS:
            if profile.number >= OBJECT_KEYVAL:
                raise UsageError(f"Parameter '{name}' is unexpected")
            raise UsageError(f"Property 'secret.{name}' not found")
    choose("format", properties.get("format", "raw"), _FORMATS, profile)


def _read_file(filename: str) -> bytearray:
    try:
        with open(filename, "rb") as file:
            return bytearray(file.read(_LARGEST_FILE))
    except OSError as error:
        raise UsageError(
            f"Unable to read {filename}: Failed to open file \u201c{filename}\u201d: "
            f"{error.strerror}"
        ) from None


def _from_base64(text: bytearray) -> bytearray:
    """What qemu takes for base64: padding and line breaks may be anywhere."""
    import base64

    if text.translate(None, _BASE64):
        raise UsageError("Base64 data contains invalid characters")
    letters = text.translate(None, b"=\n")
    letters = letters[: len(letters) - (len(letters) % 4 == 1)]
    value = bytearray(base64.b64decode(letters + b"=" * (-len(letters) % 4)))
    for buffer in (text, letters):
        wipe(buffer)
    return value
