# SPDX-License-Identifier: Apache-2.0
"""What a reference page tells, and in which order."""

from __future__ import annotations

import re
from functools import cache

import pytest

from codegen.docs.links import Names, names_of_pages
from codegen.docs.page import emit
from tests.codegen.views import spec_of, specs


@cache
def pages() -> dict[str, str]:
    return emit(specs())


def headings(page: str) -> list[str]:
    return re.findall(r"^##+ (.*)", pages()[page], re.MULTILINE)


def row(page: str, anchor: str) -> str:
    return next(line for line in pages()[page].splitlines() if f'<a id="{anchor}"></a>' in line)


def test_the_header_comes_before_constants_and_an_enum_after_its_user() -> None:
    found = headings("docs/formats/qcow2.md")
    assert found[0] == "The whole file"
    assert found[found.index("Worked example: compressed cluster") + 1] == "header"
    user = found.index("extension_header")
    assert user < found.index("Values of `extension_type`") < found.index("feature_name")
    assert found.index("bitmap_table_entry") < found.index("Constants")


def test_every_enum_is_on_its_page_once() -> None:
    for spec in specs():
        found = headings(f"docs/{spec.kind}/{spec.id}.md")
        for enum in spec.enums:
            assert sum(f"`{enum.name}`" in heading for heading in found) == 1


def test_flags_have_bit_numbers_and_other_enums_values() -> None:
    assert row("docs/formats/qcow2.md", "incompatible_feature.extended_l2").startswith(
        "| 4 | 0x10 |"
    )
    assert row("docs/formats/qcow2.md", "crypt_method.luks").startswith("| 2 | <a")


def test_a_number_of_letters_shows_them() -> None:
    assert row("docs/formats/qcow2.md", "extension_type.data_file").startswith(
        "| 0x44415441 `DATA`"
    )


def test_an_expression_is_the_spec_s() -> None:
    found = row("docs/formats/qcow2.md", "header.has_extended_l2")
    assert "incompatible_feature::extended_l2.to_i != 0 : false`" in found


def test_limits_of_instar_are_apart() -> None:
    found = pages()["docs/formats/vhdx.md"].split("## Limits of instar")
    assert 'id="max_log_check"' in found[1]
    assert 'id="max_log_check"' not in found[0]


def names_of_qcow2() -> Names:
    (names,) = (one for one in names_of_pages(specs()) if one.spec.id == "qcow2")
    return names


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a `cluster_bits`.", "a [`cluster_bits`](#header.cluster_bits)."),
        ("`max_l1_bytes`", "[`max_l1_bytes`](#max_l1_bytes)"),
        ("`compression::zstd`", "[`compression::zstd`](#compression.zstd)"),
        (
            "`max_file_bytes` of raw.ksy",
            "[`max_file_bytes`](raw.md#max_file_bytes) of [raw.ksy](raw.md)",
        ),
        ("see `formats/luks.ksy`", "see [`formats/luks.ksy`](luks.md)"),
        ("`target::options`", "[`target::options`](../abi/target.md#options)"),
        ("qcow2.ksy and `nothing`", "qcow2.ksy and `nothing`"),
        ("    code `cluster_bits`", "    code `cluster_bits`"),
        ("[`cluster_bits`](x)", "[`cluster_bits`](x)"),
    ],
)
def test_names_in_texts_are_links(text: str, shown: str) -> None:
    assert names_of_qcow2().text(text, "header") == shown


def test_a_name_does_not_lead_to_itself() -> None:
    names = names_of_qcow2()
    assert names.text("`version`", "header", own="header.version") == "`version`"


def test_the_whole_file_is_drawn_as_a_tree() -> None:
    drawn = pages()["docs/formats/qcow2.md"].split("## The whole file")[1].split("##")[0]
    rows = re.findall(r"<tr>(.*?)</tr>", drawn)
    level = {re.sub("<[^>]*>|&#8627;", "", r).split()[0]: r.count("lead") for r in rows}
    assert level == {
        "header": 0,
        "l1_table": 1,
        "l2_table": 2,
        "cluster": 3,
        "compressed_entry": 2,
        "compressed_cluster": 3,
        "refcount_table": 1,
        "refcount_block": 2,
        "snapshots": 1,
    }


def test_a_page_has_a_version_and_says_how_to_cite_it() -> None:
    spec = spec_of("vhdx")
    told = pages()["docs/formats/vhdx.md"].split("## About this page")[1]
    version, (date, change) = len(spec.history), spec.history[-1]
    assert f"| {version} | {date} | {change} |" in told
    assert f"Version {version}, {date}. specs/formats/vhdx.ksy." in told
    assert f"under {spec.license}." in told


def test_the_way_to_a_byte_is_told_in_steps() -> None:
    steps = pages()["docs/formats/vhdx.md"].split("### From an offset")[1].split("## ")[0]
    assert [line[:2] for line in steps.splitlines() if line[1:2] == "."] == ["1.", "2."]
    assert "`offset / file_parameters.block_size + offset / (sectors_per_bitmap" in steps
    assert "`bat.file_offset`" in steps


def test_there_is_a_way_to_each_kind_of_data() -> None:
    steps = pages()["docs/formats/qcow2.md"].split("### From an offset")[1].split("## ")[0]
    assert steps.count("1. Of [**l1_table**]") == 2
    plain, packed = steps.split("To a compressed cluster:")
    assert "3. The byte is number" in plain and "Unpacked" not in plain
    assert "3. Read the same bytes as [compressed_entry](#compressed_entry)." in packed
    assert "4. Unpacked, the byte is number" in packed
    assert "`compressed_entry.host_offset`, if `l2_table.compressed`" in packed


def test_an_element_that_is_searched_for_has_its_condition() -> None:
    page = pages()["docs/formats/dmg.md"]
    steps = page.split("### From an offset")[1].split("## ")[0]
    assert "take the first [chunk](#chunk) with `offset / sector_size >= table.first_sec" in steps
    example = page.split("### Worked example: packed chunk")[1].split("## trailer")[0]
    assert "entry 3, the first with `offset / sector_size" in example


def test_what_an_entry_means_is_in_the_order_of_the_spec() -> None:
    told = pages()["docs/formats/vhdx.md"].split("What it means, by")[1]
    found = re.findall(r"^\| (?:`[^`]*`|otherwise) \| (\w+) \|", told, re.MULTILINE)
    assert found[:5] == ["hole", "zero", "data", "partial", "reserved"]
