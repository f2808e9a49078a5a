# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/abi/call_table.ksy spec=2ce66f76 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Call table: construct declarations."""

import construct as c

from instar.layout.constructs import Ruled

CallTableTransfer = c.Struct(
    "buffer" / c.Int64ul,
    "offset" / c.Int64ul,
    "length" / c.Int32ul,
    "disk" / c.Int32ul,
)


CallTableFailure = c.Struct(
    "disk" / c.Int32ul,
    "status" / c.Int32ul,
    "offset" / c.Int64ul,
)


CallTableTable = c.Struct(
    "magic" / c.Const(b"INSTAR\x00C"),
    "version"
    / Ruled(c.Int32ul, "call table table", "version", lambda value, this: value == 1, "1", 3),
    "len_table" / c.Int32ul,
    "read" / c.Int64ul,
    "put" / c.Int64ul,
    "flush" / c.Int64ul,
    "allocated" / c.Int64ul,
    "data_ranges" / c.Int64ul,
    "attach" / c.Int64ul,
    "num_disks" / c.Int64ul,
    "disk_size" / c.Int64ul,
    "disk_flags" / c.Int64ul,
    "request_size" / c.Int64ul,
    "emit" / c.Int64ul,
    "flush_messages" / c.Int64ul,
    "alloc" / c.Int64ul,
    "mark" / c.Int64ul,
    "release" / c.Int64ul,
    "panic" / c.Int64ul,
    "resize" / c.Int64ul,
    "change" / c.Int64ul,
    "copy" / c.Int64ul,
    "derive" / c.Int64ul,
)
