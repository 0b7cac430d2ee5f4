"""Who may do what with a case."""

from __future__ import annotations

from panjereh.cases.models import Case, Opinion
from panjereh.cases.placing import reviewing_roles
from panjereh.catalogue.queries import Live, roles_of, version_of
from panjereh.flow.measures import measures_of
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
    if case.principal in (act.human, act.principal) or str(act.human) in case.state.get("barred", ()):
        return False
    roles = act.roles.get(case.agency, frozenset())
    reviewing = reviewing_roles(version_of(case.version_id).service)
    if not reviewing:
        return bool(roles) and case.status == "held"
    return bool(roles & reviewing) or _raised_to(act, case)


def _raised_to(act: Act, case: Case) -> bool:
    """Whether the present review has gone up to a role that is held in the case's agency."""
    role = case.state.get("raised_to")
    return role is not None and act.holds(case.agency, role)


@allow("cases.role_of_stage", "decide", Case)
def role_of_stage(act: Act, case: Case) -> bool:
    """An officer with the role of the present stage, in the case's agency, who is no party to it."""
    if case.status not in ("running", "held") or not _at_the_desk(act, case):
        return False
    stage = version_of(case.version_id).service.stages[case.stage]
    return stage.verb != "review" or act.holds(case.agency, stage.what[0]) or _raised_to(act, case)


@allow("cases.agency_case", "work", Case)
def agency_case(act: Act, case: Case) -> bool:
    """Staff of the agency whose role reviews such cases see a submitted one that is not their own."""
    return case.status != "draft" and _at_the_desk(act, case)


@allow("cases.superior", "assign", Case)
def superior(act: Act, case: Case) -> bool:
    """Whoever holds a role above the one that a task is for gives it to an officer; never a case of their own."""
    if case.turn != "agency" or case.principal in (act.human, act.principal):
        return False
    held = act.roles.get(case.agency, frozenset())
    agency = roles_of([case.agency]).get(case.agency) if held else None
    return agency is not None and bool(agency.below(held) & set(case.roles))


@allow("cases.asked_opinion", "opine", Opinion)
def asked_opinion(act: Act, opinion: Opinion) -> bool:
    """An officer with the role that is asked, in the asked agency, whose own case it is not."""
    return act.holds(opinion.agency, opinion.role) and opinion.principal not in (act.human, act.principal)


@allow("cases.own_words", "converse", Case)
def own_words(act: Act, case: Case) -> bool:
    """The applicant writes and reads messages in their case."""
    return _own(act, case)


@allow("cases.agency_words", "converse", Case)
def agency_words(act: Act, case: Case) -> bool:
    """Whoever works on the case for the agency does so, too."""
    return agency_case(act, case)


@allow("cases.own_appeal", "appeal", Case)
def own_appeal(act: Act, case: Case) -> bool:
    """The applicant appeals against a decision of their case."""
    return _own(act, case)


@allow("cases.hearer_of_appeal", "hear", Case)
def hearer_of_appeal(act: Act, case: Case) -> bool:
    """Whoever reviews an appeal, and had no part in the decision, reads the case that it is about."""
    return bool(case.state.get("about")) and case.status != "draft" and _at_the_desk(act, case)


@allow("cases.keeper_of_given", "measure", Case)
def keeper_of_given(act: Act, case: Case) -> bool:
    """Staff with the role that the version names take measures on what a case gave, but not on their own."""
    if case.principal in (act.human, act.principal) or case.state.get("given") is None:
        return False
    measures = measures_of(version_of(case.version_id).version)
    return measures is not None and act.holds(case.agency, measures.role)
