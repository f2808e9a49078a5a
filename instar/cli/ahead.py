# SPDX-License-Identifier: Apache-2.0
"""What commands import, in the order in which each module finds those that it needs loaded: so many
at once cost half of what as many imports do. It changes nothing but the time: what is missing here
is imported where it is needed, and a test finds what is not.
"""

from __future__ import annotations

EVERY = """
    cli.commands cli.flags cli.kinds cli.numbers generated layout generated.boot generated.profiles
    sandbox sandbox.errors sandbox.limits cli.shared text cli.output cli.getopt generated.flags
    cli.parse cli.frame options widths ops generated.refusals generated.source generated.messages
    options.names options.refusing options.schema options.source ops.arguments sandbox.access
    generated.memory sandbox.images sandbox.backing generated.channel sandbox.channel
    sandbox.guestmemory sandbox.sandbox ops.access sandbox.pool ops.run render
"""
"""For each command about an image."""

MORE = {
    "info": """
        cli.many generated.info generated.message generated.message.info_result
        generated.message.qcow2_details cli.judging cli.commands.info generated.finding
        ops.result sandbox.filesystem sandbox.disk ops.image_info ops.info options.named
        sandbox.locks generated.block sandbox.transfer sandbox.budget sandbox.requests
        sandbox.block render.info_size render.info_text render.info
    """,
    "measure": """
        cli.many cli.target_kinds cli.target cli.sizes cli.commands.measure generated.target
        generated.measure generated.message generated.message.measure_result ops.result
        options.targets generated.options layout.options generated.options.file
        options.targets.request ops.measure render.measure
    """,
}
"""And for those that are asked of many images, one by one."""


def names(command: str) -> list[str]:
    """For a command, without the name of the package."""
    return EVERY.split() + MORE.get(command, "").split()
