# SPDX-License-Identifier: Apache-2.0
"""Generated Python readers of variable parts."""

from __future__ import annotations

import pytest

from instar.layout import FieldError
from tests.generated.readers.vmdk import read_vmdk_descriptor


def test_a_part_that_is_longer_than_its_bound_is_refused_at_its_place() -> None:
    with pytest.raises(FieldError) as caught:
        read_vmdk_descriptor(b"", len_text=1 << 20, base=512)
    assert (caught.value.field, caught.value.offset) == ("text", 512)
