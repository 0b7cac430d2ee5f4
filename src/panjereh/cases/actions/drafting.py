"""What an officer has typed and ticked so far: a working paper of theirs, no event, seen by nobody else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from panjereh.cases.actions.deciding import open_case_reading
from panjereh.cases.actions.journal import HeldCase, lock_case
from panjereh.cases.domain import CaseRef
from panjereh.kernel.act import Act
from panjereh.kernel.rights import require

DRAFT = "draft"


@transaction.atomic
def keep_draft(act: Act, ref: CaseRef, draft: Mapping[str, Any]) -> None:
    """Keep the working paper for this visit of the review. Raises NotAllowed."""
    held = lock_case(ref)
    require(act, "decide", held.case)
    open_case_reading(act, held, purpose="decision")
    if act.human is not None:
        held.folder.put(DRAFT, act.human.hex, dict(draft), turn=len(held.state.path))


def own_draft(held: HeldCase, officer: UUID | None) -> Mapping[str, Any] | None:
    """What this officer kept at this visit of the review; what was kept at an earlier one has had its day."""
    if officer is None:
        return None
    return held.folder.at(DRAFT, officer.hex, len(held.state.path))
