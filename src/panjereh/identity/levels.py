"""What it takes to be known surely enough: proofing, authenticator and age of the proof, as one table.

Proofing is how surely it is known who somebody is; the authenticator how surely it is them who is at the
keyboard now. A service declares one level (`assurance`); the table says what the level asks of each.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings

from panjereh.kernel.act import Act

PASSWORD, SECOND, PASSKEY = 1, 2, 3
FRESH = 15 * 60  # seconds for which a proof is recent


@dataclass(frozen=True, slots=True)
class Demand:
    """What one level asks: proofing, authenticator, and how many seconds ago the last proof may be."""

    proofing: int
    authenticator: int
    max_age: int | None = None

    def met_by(self, ages: Mapping[int, float]) -> bool:
        """Whether `ages` (authenticator level -> seconds since it was proved) are enough."""
        age = ages.get(self.authenticator) if self.authenticator else 0.0
        return age is not None and (self.max_age is None or age <= self.max_age)


# The ways to prove who one is, by their names in `amr`, and the authenticator level that each reaches.
WAYS: Mapping[str, int] = {"pwd": PASSWORD, "otp": SECOND, "rcv": SECOND, "hwk": PASSKEY}

DEMANDS: Mapping[int, Demand] = {
    1: Demand(1, PASSWORD),
    2: Demand(2, PASSWORD),
    3: Demand(2, SECOND, FRESH),
}
# Of an installation that asks everybody for a second factor (PANJEREH_SECOND_FACTOR=all).
STRICT: Mapping[int, Demand] = {
    1: Demand(1, PASSWORD),
    2: Demand(2, SECOND),
    3: Demand(3, PASSKEY, FRESH),
}


class StepUpNeeded(Exception):
    """Somebody must prove more strongly, or anew, who they are; then the same thing may go on."""

    def __init__(self, demand: Demand) -> None:
        super().__init__(str(demand))
        self.demand = demand


class ProofingNeeded(Exception):
    """No factor helps: it must first be proofed again who this person is."""


def demands() -> Mapping[int, Demand]:
    return STRICT if settings.SECOND_FACTOR == "all" else DEMANDS


def assurance_of(proofing: int, ages: Mapping[int, float]) -> int:
    """The highest level that proofing and authenticators (level -> seconds since it was proved) reach."""
    met = [
        level for level, demand in demands().items() if proofing >= demand.proofing and demand.met_by(ages)
    ]
    return max(met, default=0)


def require_level(act: Act, level: int) -> None:
    """Raise StepUpNeeded or ProofingNeeded when a signed-in person's level is below `level`."""
    if act.human is None or act.assurance >= level:
        return
    demand = demands()[level]
    if act.proofing < demand.proofing:
        raise ProofingNeeded
    raise StepUpNeeded(demand)
