# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/abi/edit.ksy spec=e89489d7 gen=1
# Generated: edit the spec, then run `make codegen`.
"""What changes of images in place are asked for: construct declarations."""

import construct as c

from instar.layout.constructs import Ruled

EditSnapshot = c.Struct(
    "action"
    / Ruled(
        c.Int32ul,
        "edit snapshot",
        "action",
        lambda value, this: value
        in (
            1,
            2,
            3,
        ),
        "one of 1 (create), 2 (apply), 3 (delete)",
        6,
    ),
    "len_name"
    / Ruled(
        c.Int32ul, "edit snapshot", "len_name", lambda value, this: value <= 1024, "at most 1024", 3
    ),
    "name" / c.Bytes(1024),
    "date_sec" / c.Int32ul,
    "date_nsec"
    / Ruled(
        c.Int32ul,
        "edit snapshot",
        "date_nsec",
        lambda value, this: value <= 999999999,
        "at most 999999999",
        3,
    ),
)


EditBacking = c.Struct(
    "len_name"
    / Ruled(
        c.Int32ul, "edit backing", "len_name", lambda value, this: value <= 4096, "at most 4096", 3
    ),
    "name" / c.Bytes(4096),
    "len_format"
    / Ruled(
        c.Int32ul, "edit backing", "len_format", lambda value, this: value <= 16, "at most 16", 3
    ),
    "format" / c.Bytes(16),
)
