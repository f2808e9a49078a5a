# SPDX-License-Identifier: Apache-2.0
"""What it means when a target's calculator in the guest refuses: its error numbers
(specs/abi/measure.ksy) in qemu-img's words.
"""

from __future__ import annotations

from instar.generated.measure import MeasureError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.options.plan import Plan


def calculator_text(plan: Plan, code: int, value: int) -> str:
    """The message for an error of the calculator of `plan`'s target."""
    match code:
        case MeasureError.OVERFLOW:
            return _too_large(plan)
        case MeasureError.INVALID_SIZE:
            return _invalid_size(plan, value)
        case MeasureError.INVALID_OPTION:
            return _invalid_option(plan, value)
    return f"The target's calculator refused with error {code} ({value})"


def _too_large(plan: Plan) -> str:
    match plan.target:
        case "qcow2":
            return "The image size is too large (try using a larger cluster size)"
        case "vhd":
            return "The image size is too large for file format 'vpc'"
        case "luks":
            return "The requested file size is too large"
    return "The image size is too large"


def _invalid_size(plan: Plan, value: int) -> str:
    match plan.target:
        case "qcow1":
            return "Image size is too small, cannot be zero length"
        case "vhd":
            return "The image size is too large for file format 'vpc'"
        case "vhdx":
            return "Image size too large; max of 64TB"
    return f"A disk of {value} bytes cannot be written in this format"


def _invalid_option(plan: Plan, value: int) -> str:
    return f"An option has the value {value}, which the format does not allow"
