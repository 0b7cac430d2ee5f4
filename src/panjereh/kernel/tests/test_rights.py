from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

import pytest

from panjereh.kernel.act import ANONYMOUS, Act
from panjereh.kernel.rights import NotAllowed, allow, allowed_by, require


@dataclass
class Door:
    owner: object


@allow("test.owner_opens", "open", Door)
def owner_opens(act: Act, door: Door) -> bool:
    return act.principal is not None and act.principal == door.owner


def test_what_no_rule_allows_is_denied() -> None:
    with pytest.raises(NotAllowed):
        require(ANONYMOUS, "open", Door(None))
    with pytest.raises(NotAllowed):
        require(Act(principal=uuid4()), "open", Door(uuid4()))
    assert allowed_by(Act(principal=uuid4()), "paint", Door(uuid4())) is None


def test_the_rule_that_allowed_is_named() -> None:
    owner = uuid4()
    assert require(Act(principal=owner), "open", Door(owner)) == "test.owner_opens"
