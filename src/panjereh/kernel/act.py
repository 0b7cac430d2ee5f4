"""Who acts: the human, for whom, under which mandate, how surely known. Ids only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Act:
    """One human (or the machine itself) acting for one principal.

    human      the person who acts; None: nobody signed in, or the machine
    principal  for whom: the person themself, a firm, an agency; None as above
    mandate    the mandate that joins the two; None: the person themself
    assurance  0 anonymous to 3: what proofing and authenticators allow together now (`identity.levels`)
    roles      agency id -> roles that the human holds there as staff
    proofing   how surely it is known who the human is (0 to 3)
    authenticator  how strongly the human has signed in: 1 password, 2 a second factor, 3 a passkey
    locked     roles that are held but rest until a second factor is shown
    machine    why the machine acts by itself (`job:cases.effects`), empty for humans
    """

    human: UUID | None = None
    principal: UUID | None = None
    mandate: UUID | None = None
    assurance: int = 0
    roles: Mapping[str, frozenset[str]] = field(default_factory=dict)
    machine: str = ""
    proofing: int = 0
    authenticator: int = 1
    locked: bool = False

    @property
    def party(self) -> UUID:
        """For whom it is, where somebody has signed in. Raises LookupError."""
        if self.principal is None:
            raise LookupError("nobody has signed in")
        return self.principal

    @property
    def agencies(self) -> tuple[str, ...]:
        return tuple(sorted(self.roles))

    def holds(self, agency: str, role: str) -> bool:
        return role in self.roles.get(agency, frozenset())


ANONYMOUS = Act()


def machine_act(reason: str) -> Act:
    """The act of a job or command. `reason` names it and goes into every trace and event."""
    return Act(machine=reason, assurance=0)
