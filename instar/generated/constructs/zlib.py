# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/formats/zlib.ksy spec=ddf96ded gen=1
# Generated: edit the spec, then run `make codegen`.
"""What is around a zlib stream: construct declarations."""

import construct as c

ZlibHeader = c.Struct(
    "word" / c.Int16ub,
)


ZlibTrailer = c.Struct(
    "checksum" / c.Int32ub,
)
