# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/guest.proto spec=4cf0a461 gen=1
# Generated: edit the spec, then run `make codegen`.
"""What a guest may say."""

from __future__ import annotations

from instar.generated.message.amend_result import AmendResult
from instar.generated.message.bitmap_result import BitmapResult
from instar.generated.message.check_result import CheckResult
from instar.generated.message.commit_result import CommitResult
from instar.generated.message.convert_result import ConvertResult
from instar.generated.message.error import Error
from instar.generated.message.extent_batch import ExtentBatch
from instar.generated.message.info_result import InfoResult
from instar.generated.message.log import Log
from instar.generated.message.map_result import MapResult
from instar.generated.message.measure_result import MeasureResult
from instar.generated.message.member_batch import MemberBatch
from instar.generated.message.opened import Opened
from instar.generated.message.problem_batch import ProblemBatch
from instar.generated.message.progress import Progress
from instar.generated.message.rebase_result import RebaseResult
from instar.generated.message.resize_result import ResizeResult
from instar.generated.message.snapshot_result import SnapshotResult
from instar.generated.message.unreadable import Unreadable
from instar.generated.message.view_batch import ViewBatch
from instar.generated.message.view_result import ViewResult
from instar.generated.message.view_runs import ViewRuns
from instar.generated.message.work_wanted import WorkWanted

GuestMessage = (
    Error
    | Progress
    | Log
    | MeasureResult
    | ExtentBatch
    | MapResult
    | InfoResult
    | Opened
    | ProblemBatch
    | CheckResult
    | ConvertResult
    | ResizeResult
    | SnapshotResult
    | RebaseResult
    | WorkWanted
    | CommitResult
    | BitmapResult
    | Unreadable
    | AmendResult
    | MemberBatch
    | ViewBatch
    | ViewResult
    | ViewRuns
)
"""One of the kinds."""
