# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/abi/resize.ksy spec=f816a3ef gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the resize operation: construct declarations."""

import construct as c

from instar.generated.constructs.source import SourceOptions
from instar.layout.constructs import Ruled

ResizeConfig = c.Struct(
    "magic"
    / Ruled(
        c.Int32ul,
        "resize config",
        "magic",
        lambda value, this: value == 0x52455349,
        "0x52455349",
        2,
    ),
    "version"
    / Ruled(c.Int32ul, "resize config", "version", lambda value, this: value == 1, "1", 3),
    "source" / SourceOptions,
    "action"
    / Ruled(
        c.Int32ul,
        "resize config",
        "action",
        lambda value, this: value
        in (
            0,
            1,
            2,
        ),
        "one of 0 (grow), 1 (shrink), 2 (noop)",
        6,
    ),
    "flags" / c.Int32ul,
    "current_virtual_size" / c.Int64ul,
    "new_size" / c.Int64ul,
    "preallocation"
    / Ruled(
        c.Int32ul,
        "resize config",
        "preallocation",
        lambda value, this: value
        in (
            0,
            1,
            2,
            3,
        ),
        "one of 0 (off), 1 (metadata), 2 (falloc), 3 (full)",
        6,
    ),
    "reserved_word" / c.Const(b"\x00\x00\x00\x00"),
    "entropy" / c.Bytes(64),
)
