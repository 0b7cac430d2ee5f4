"""Each rule of `rights` alone: whom it lets in and whom not. A rule without its cases fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from tests.architecture.city_world import COUNCIL
from tests.architecture.inhabitants import ANONYMOUS, CIVIL, RESIDENCE, Inhabitants

from panjereh.cases.models import Case, Opinion
from panjereh.catalogue.actions import ServiceOf
from panjereh.catalogue.queries import live_version
from panjereh.documents.models import Document
from panjereh.kernel.act import ANONYMOUS as NOBODY
from panjereh.kernel.act import Act, machine_act
from panjereh.kernel.rights import Rule, all_rules
from panjereh.kernel.wall import acting
from panjereh.money.models import Payment
from panjereh.notices.models import Notice

# rule -> object -> roles that the rule lets in; all others it must not.
LETS_IN: dict[str, dict[tuple[str, str], set[str]]] = {
    "cases.anyone_proofed": {
        ("service", "published"): {
            "applicant", "other", "officer", "colleague", "outsider", "officer_applicant", "designer",
            "publisher", "former",
        }
    },
    "cases.own_case": {
        ("case", "draft"): {"applicant"}, ("case", "own_of_officer"): {"officer_applicant"},
        ("case", "city"): {"other"},
    },
    "cases.own_answers": {("case", "draft"): {"applicant"}, ("case", "others"): {"other"}},
    "cases.own_payment": {("case", "due"): {"applicant"}, ("case", "others"): {"other"}},
    "money.own_payment": {("payment", "own"): {"applicant"}, ("payment", "others"): {"other"}},
    "cases.own_withdrawal": {("case", "waiting"): {"applicant"}, ("case", "others"): {"other"}},
    "cases.role_of_stage": {
        ("case", "waiting"): {"officer", "officer_applicant"}, ("case", "own_of_officer"): {"officer"},
        ("case", "city"): {"outsider"}, ("case", "draft"): set(), ("case", "granted"): set(),
    },
    "cases.agency_case": {
        ("case", "waiting"): {"officer", "officer_applicant"}, ("case", "own_of_officer"): {"officer"},
        ("case", "granted"): {"officer", "officer_applicant"}, ("case", "city"): {"outsider"},
        ("case", "draft"): set(),
    },
    "cases.superior": {
        ("case", "waiting"): {"publisher"}, ("case", "granted"): set(), ("case", "city"): set(),
    },
    "cases.own_words": {("case", "waiting"): {"applicant"}, ("case", "others"): {"other"}},
    "cases.agency_words": {
        ("case", "waiting"): {"officer", "officer_applicant"}, ("case", "city"): {"outsider"},
        ("case", "draft"): set(),
    },
    "cases.asked_opinion": {("opinion", "own"): {"colleague"}},
    "cases.own_appeal": {("case", "refused"): {"applicant"}, ("case", "others"): {"other"}},
    "cases.hearer_of_appeal": {
        ("case", "appeal"): {"colleague"}, ("case", "refused"): set(), ("case", "city"): set(),
    },
    "cases.keeper_of_given": {
        ("case", "permit"): {"outsider"}, ("case", "refused"): set(), ("case", "granted"): set(),
    },
    "documents.own_paper": {("document", "own"): {"applicant"}, ("document", "others"): {"other"}},
    "notices.own_inbox": {("notice", "own"): {"applicant"}, ("notice", "others"): {"other"}},
    "catalogue.designer_of_agency": {
        ("agency", CIVIL): {"designer", "publisher"}, ("agency", COUNCIL): set(),
    },
}  # fmt: skip
OBJECTS: dict[str, Callable[[str], Any]] = {
    "payment": lambda name: Payment.objects.get(id=name),
    "case": lambda ref: Case.objects.get(ref=ref),
    "opinion": lambda opinion: Opinion.objects.get(id=opinion),
    "document": lambda document: Document.objects.get(id=document),
    "notice": lambda notice: Notice.objects.get(id=notice),
    "service": live_version,
    "agency": lambda agency: ServiceOf(RESIDENCE, agency),
}


def rules() -> dict[str, Rule]:
    """The rules of the product; those that tests of the kernel make are left out."""
    return {rule.id: rule for rule in all_rules() if ".tests." not in rule.allows.__module__}


def everybody(world: Inhabitants) -> Iterator[tuple[str, Act]]:
    yield ANONYMOUS, NOBODY
    yield "the machine", machine_act("test")
    yield from ((role, world.act(role)) for role in world.parties)


def test_every_rule_has_its_cases_and_stands_in_rights() -> None:
    assert set(rules()) == set(LETS_IN)
    assert {rule.allows.__module__.rsplit(".", 1)[1] for rule in rules().values()} == {"rights"}
    assert [name for name, objects in LETS_IN.items() if not any(objects.values())] == []


@pytest.mark.parametrize("rule_id", LETS_IN)
def test_a_rule_lets_in_whom_it_names_and_nobody_else(
    rule_id: str, country_of_two_agencies: Inhabitants
) -> None:
    world, rule = country_of_two_agencies, rules()[rule_id]
    for (kind, name), expected in LETS_IN[rule_id].items():
        with acting(machine_act("test")):
            thing = OBJECTS[kind](world.things.get((kind, name), name))
        assert isinstance(thing, rule.kind)
        assert {role for role, act in everybody(world) if rule.allows(act, thing)} == expected, (kind, name)


def test_who_is_not_known_surely_enough_does_not_apply(country_of_two_agencies: Inhabitants) -> None:
    act, live = country_of_two_agencies.act("applicant"), live_version(RESIDENCE)
    assert rules()["cases.anyone_proofed"].allows(act, live)
    assert not rules()["cases.anyone_proofed"].allows(replace(act, assurance=1), live)


def test_who_acts_for_another_decides_neither_their_own_nor_the_others_case(
    country_of_two_agencies: Inhabitants,
) -> None:
    world = country_of_two_agencies
    officer = world.act("officer")
    with acting(machine_act("test")):
        case = Case.objects.get(ref=world.things["case", "waiting"])
    for act in (replace(officer, principal=case.principal), replace(officer, human=case.principal)):
        assert not rules()["cases.role_of_stage"].allows(act, case)
        assert not rules()["cases.agency_case"].allows(act, case)
