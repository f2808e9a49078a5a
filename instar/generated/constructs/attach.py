# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/abi/attach.ksy spec=f1dde835 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Attaching files that an image names: construct declarations."""

import construct as c

from instar.layout.constructs import Ruled

AttachExchange = c.Struct(
    "from_disk" / c.Int32ul,
    "kind"
    / Ruled(
        c.Int32ul,
        "attach exchange",
        "kind",
        lambda value, this: value
        in (
            1,
            2,
            3,
            4,
        ),
        "one of 1 (backing), 2 (data_file), 3 (extent), 4 (parent)",
        6,
    ),
    "len_name"
    / Ruled(
        c.Int32ul,
        "attach exchange",
        "len_name",
        lambda value, this: value <= 4096,
        "at most 4096",
        3,
    ),
    "status"
    / Ruled(
        c.Int32ul,
        "attach exchange",
        "status",
        lambda value, this: value
        in (
            0,
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            8,
            9,
            10,
        ),
        "one of 0 (ok), 1 (not_found), 2 (failed), 3 (escapes), 4 (protocol), 5 "
        "(special), 6 (cycle), 7 (too_deep), 8 (too_many), 9 (bad_name), 10 "
        "(forbidden)",
        6,
    ),
    "disk" / c.Int32ul,
    "flags" / c.Int32ul,
    "len_file" / c.Int64ul,
    "allocated" / c.Int64ul,
    "name" / c.Bytes(4096),
)
