# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/abi/target.ksy spec=c56dd26a gen=1
# Generated: edit the spec, then run `make codegen`.
"""What a new image shall be: strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.target import TargetEncryption, TargetImage, TargetOptions
from tests.strategies.support import Corruption, Values


@st.composite
def target_optionses(draw: Any, /, edges_only: bool = False, **fixed: Any) -> TargetOptions:
    """Valid target options structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "cluster_size",
        0,
        0xFFFFFFFFFFFFFFFF,
        (
            0,
            1,
            0x8000000000000000,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "log_size",
        0,
        0xFFFFFFFFFFFFFFFF,
        (
            0,
            1,
            0x8000000000000000,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "len_payload",
        0,
        0xFFFFFFFFFFFFFFFF,
        (
            0,
            1,
            0x8000000000000000,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "format",
        0,
        0xFFFFFFFF,
        (
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
            11,
            12,
            13,
            14,
            15,
            16,
            17,
            18,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        lambda x, v: x
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
            11,
            12,
            13,
            14,
            15,
            16,
            17,
            18,
        ),
    )
    v.integer(
        "subformat",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        lambda x, v: x
        in (
            0,
            1,
            2,
            3,
            4,
            5,
            6,
            7,
        ),
    )
    v.integer(
        "flags",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "preallocation",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            2,
            3,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        lambda x, v: x
        in (
            0,
            1,
            2,
            3,
        ),
    )
    v.integer(
        "refcount_bits",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "table_size",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "len_text",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        None,
    )
    return TargetOptions(**v.values)


def target_options_boundaries() -> st.SearchStrategy[TargetOptions]:
    """Valid target options structures whose numbers stand at the edges of their rules."""
    return target_optionses(edges_only=True)


TARGET_OPTIONS_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "target options",
        "format",
        6,
        "number",
        (
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
            11,
            12,
            13,
            14,
            15,
            16,
            17,
            18,
            19,
            0x7FFFFFFF,
            0x80000001,
            0xFFFFFFFD,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: x
        not in (
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
            11,
            12,
            13,
            14,
            15,
            16,
            17,
            18,
        ),
        24,
        4,
    ),
    Corruption(
        "target options",
        "subformat",
        6,
        "number",
        (
            0,
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            8,
            0x7FFFFFFF,
            0x80000001,
            0xFFFFFFFD,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: x
        not in (
            0,
            1,
            2,
            3,
            4,
            5,
            6,
            7,
        ),
        28,
        4,
    ),
    Corruption(
        "target options",
        "preallocation",
        6,
        "number",
        (
            0,
            1,
            2,
            3,
            4,
            0x7FFFFFFF,
            0x80000001,
            0xFFFFFFFD,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: x
        not in (
            0,
            1,
            2,
            3,
        ),
        36,
        4,
    ),
    Corruption("target options", "reserved", 4, "contents", (), 0, 0, lambda x, s: True, 52, 4),
)
"""Each rule that can be broken alone."""


@st.composite
def target_encryptions(draw: Any, /, edges_only: bool = False, **fixed: Any) -> TargetEncryption:
    """Valid target encryption structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "method",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            2,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        lambda x, v: x
        in (
            0,
            1,
            2,
        ),
    )
    v.integer(
        "len_key",
        0,
        64,
        (
            0,
            1,
            33,
            63,
            64,
        ),
        lambda x, v: x <= 64,
    )
    v.integer(
        "cipher",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            2,
            3,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        lambda x, v: x
        in (
            0,
            1,
            2,
            3,
        ),
    )
    v.integer(
        "mode",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            2,
            3,
            4,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        lambda x, v: x
        in (
            0,
            1,
            2,
            3,
            4,
        ),
    )
    v.integer(
        "vector",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            2,
            3,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        lambda x, v: x
        in (
            0,
            1,
            2,
            3,
        ),
    )
    v.integer(
        "vector_hash",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            2,
            3,
            4,
            5,
            6,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        lambda x, v: x
        in (
            0,
            1,
            2,
            3,
            4,
            5,
            6,
        ),
    )
    v.integer(
        "hash",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            2,
            3,
            4,
            5,
            6,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        lambda x, v: x
        in (
            0,
            1,
            2,
            3,
            4,
            5,
            6,
        ),
    )
    v.integer(
        "master_iterations",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "slot_iterations",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        None,
    )
    return TargetEncryption(**v.values)


def target_encryption_boundaries() -> st.SearchStrategy[TargetEncryption]:
    """Valid target encryption structures whose numbers stand at the edges of their rules."""
    return target_encryptions(edges_only=True)


TARGET_ENCRYPTION_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "target encryption",
        "method",
        6,
        "number",
        (
            0,
            1,
            2,
            3,
            0x7FFFFFFF,
            0x80000001,
            0xFFFFFFFD,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: x
        not in (
            0,
            1,
            2,
        ),
        0,
        4,
    ),
    Corruption(
        "target encryption",
        "len_key",
        3,
        "number",
        (
            0,
            1,
            2,
            32,
            34,
            62,
            63,
            64,
            65,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (x <= 64),
        4,
        4,
    ),
    Corruption(
        "target encryption",
        "cipher",
        6,
        "number",
        (
            0,
            1,
            2,
            3,
            4,
            0x7FFFFFFF,
            0x80000001,
            0xFFFFFFFD,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: x
        not in (
            0,
            1,
            2,
            3,
        ),
        8,
        4,
    ),
    Corruption(
        "target encryption",
        "mode",
        6,
        "number",
        (
            0,
            1,
            2,
            3,
            4,
            5,
            0x7FFFFFFF,
            0x80000001,
            0xFFFFFFFD,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: x
        not in (
            0,
            1,
            2,
            3,
            4,
        ),
        12,
        4,
    ),
    Corruption(
        "target encryption",
        "vector",
        6,
        "number",
        (
            0,
            1,
            2,
            3,
            4,
            0x7FFFFFFF,
            0x80000001,
            0xFFFFFFFD,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: x
        not in (
            0,
            1,
            2,
            3,
        ),
        16,
        4,
    ),
    Corruption(
        "target encryption",
        "vector_hash",
        6,
        "number",
        (
            0,
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            0x7FFFFFFF,
            0x80000001,
            0xFFFFFFFD,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: x
        not in (
            0,
            1,
            2,
            3,
            4,
            5,
            6,
        ),
        20,
        4,
    ),
    Corruption(
        "target encryption",
        "hash",
        6,
        "number",
        (
            0,
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            0x7FFFFFFF,
            0x80000001,
            0xFFFFFFFD,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: x
        not in (
            0,
            1,
            2,
            3,
            4,
            5,
            6,
        ),
        24,
        4,
    ),
    Corruption("target encryption", "reserved", 4, "contents", (), 0, 0, lambda x, s: True, 36, 4),
)
"""Each rule that can be broken alone."""


@st.composite
def target_images(draw: Any, /, edges_only: bool = False, **fixed: Any) -> TargetImage:
    """Valid target image structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.structure("options", target_optionses(edges_only=edges_only))
    v.integer(
        "virtual_size",
        0,
        0xFFFFFFFFFFFFFFFF,
        (
            0,
            1,
            0x8000000000000000,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "unix_time",
        0,
        0xFFFFFFFFFFFFFFFF,
        (
            0,
            1,
            0x8000000000000000,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "num_outputs",
        1,
        256,
        (
            1,
            2,
            129,
            255,
            256,
        ),
        lambda x, v: 1 <= x <= 256,
    )
    v.integer(
        "len_backing_name",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "len_backing_format",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "len_data_file",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "len_file_name",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "hw_version_room",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "adapter_type_room",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "tools_version_room",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "parent_cid",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "has_parent",
        0,
        1,
        (
            0,
            1,
        ),
        lambda x, v: x <= 1,
    )
    v.integer(
        "parent_time",
        0,
        0xFFFFFFFFFFFFFFFF,
        (
            0,
            1,
            0x8000000000000000,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        None,
    )
    v.data("entropy", 64, good=None)
    v.structure("encryption", target_encryptions(edges_only=edges_only))
    v.data("texts", 8192, good=None)
    return TargetImage(**v.values)


def target_image_boundaries() -> st.SearchStrategy[TargetImage]:
    """Valid target image structures whose numbers stand at the edges of their rules."""
    return target_images(edges_only=True)


TARGET_IMAGE_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "target image",
        "num_outputs",
        3,
        "number",
        (
            0,
            1,
            2,
            3,
            128,
            130,
            254,
            255,
            256,
            257,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (1 <= x <= 256),
        72,
        4,
    ),
    Corruption(
        "target image",
        "has_parent",
        3,
        "number",
        (
            0,
            1,
            2,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (x <= 1),
        108,
        4,
    ),
)
"""Each rule that can be broken alone."""
