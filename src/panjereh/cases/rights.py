"""Who may do what with a case."""

from __future__ import annotations

from panjereh.cases.models import Case
from panjereh.catalogue.queries import Live, version_of
from panjereh.kernel.act import Act
from panjereh.kernel.rights import allow


@allow("cases.anyone_proofed", "apply", Live)
def anyone_proofed(act: Act, live: Live) -> bool:
    """Whoever is known surely enough for the service may apply for it."""
    return act.principal is not None and act.assurance >= live.service.assurance


def _own(act: Act, case: Case) -> bool:
    return act.principal is not None and case.principal == act.principal


@allow("cases.own_case", "see", Case)
def own_case(act: Act, case: Case) -> bool:
    """The applicant sees their case."""
    return _own(act, case)


@allow("cases.own_answers", "answer", Case)
def own_answers(act: Act, case: Case) -> bool:
    """The applicant answers and submits."""
    return _own(act, case)


@allow("cases.own_withdrawal", "withdraw", Case)
def own_withdrawal(act: Act, case: Case) -> bool:
    """The applicant takes the application back."""
    return _own(act, case)


@allow("cases.own_payment", "pay", Case)
def own_payment(act: Act, case: Case) -> bool:
    """The applicant pays what is due."""
    return _own(act, case)


def _at_the_desk(act: Act, case: Case) -> bool:
    """Whether a role that is held in the case's agency reviews such cases, and the case is not one's own.

    Where the version has no review, a case that is held up is anybody's of the agency: somebody has to go on.
    """
    if case.principal in (act.human, act.principal):
        return False
    roles = act.roles.get(case.agency, frozenset())
    stages = version_of(case.version_id).service.stages.values()
    reviewing = {role for stage in stages if stage.verb == "review" for role in stage.what}
    return bool(roles & reviewing) if reviewing else bool(roles) and case.status == "held"


@allow("cases.role_of_stage", "decide", Case)
def role_of_stage(act: Act, case: Case) -> bool:
    """An officer with the role of the present stage, in the case's agency, who is no party to it."""
    if case.status not in ("running", "held") or not _at_the_desk(act, case):
        return False
    stage = version_of(case.version_id).service.stages[case.stage]
    return stage.verb != "review" or act.holds(case.agency, stage.what[0])


@allow("cases.agency_case", "work", Case)
def agency_case(act: Act, case: Case) -> bool:
    """Staff of the agency whose role reviews such cases see a submitted one that is not their own."""
    return case.status != "draft" and _at_the_desk(act, case)
