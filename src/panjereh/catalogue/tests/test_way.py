"""The map of a service for people: nothing is lost, the straight way comes first."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from panjereh.catalogue.folder.bundle import Bundle
from panjereh.catalogue.folder.loading import Context, load_service
from panjereh.catalogue.way import AT_ONCE, public_map
from panjereh.flow import map_of
from panjereh.flow.model import Service

SERVICES = Path(__file__).resolve().parents[4] / "services"


def loaded(folder: Path) -> Service:
    service, findings = load_service(
        Bundle.from_directory(folder), Context(folder.relative_to(SERVICES).as_posix())
    )
    assert service is not None, findings
    return service


@pytest.fixture(scope="module")
def certificate() -> Service:
    return loaded(SERVICES / "civil" / "residence-certificate")


def test_the_straight_way_is_what_most_people_meet(certificate: Service) -> None:
    steps = public_map(certificate).straight
    assert [step.id for step in steps] == ["details", "who", "granted"]
    assert [step.actor for step in steps] == ["applicant", "at_once", "end"]
    assert [stage.id for stage in steps[1].stages] == ["who", "identity", "residence", "unit", "judge"]


def test_the_straight_way_is_not_a_register_that_fails() -> None:
    steps = public_map(loaded(SERVICES / "guilds" / "shop-licence")).straight
    assert [step.id for step in steps] == ["details", "kind", "pay", "granted"]
    assert [stage.id for stage in steps[1].stages][-3:] == ["standing", "judge", "price"]


def test_what_happens_otherwise_follows_with_its_ends_last(certificate: Service) -> None:
    steps = public_map(certificate).detours
    assert [step.id for step in steps][:3] == ["home", "home_unit", "review"]
    assert {step.id for step in steps[3:]} == {"refused", "lapsed"}


@pytest.mark.parametrize("folder", sorted(SERVICES.glob("*/*")), ids=lambda folder: folder.name)
def test_every_stage_and_every_way_has_its_place_once(folder: Path) -> None:
    service = loaded(folder)
    way = public_map(service)
    shown = [stage.id for step in (*way.straight, *way.detours) for stage in step.stages]
    assert sorted(shown) == sorted(stage.id for stage in map_of(service))
    for step in (*way.straight, *way.detours):
        assert all(branch.to in way.place for branch in step.branches())
        assert len(step.stages) == 1 or {stage.actor for stage in step.stages} <= set(AT_ONCE)


def test_ways_inside_a_step_are_not_told(certificate: Service) -> None:
    checking = public_map(certificate).straight[1]
    assert {branch.to for branch in checking.branches()} == {"granted", "home", "refused"}


def test_a_service_that_grants_nothing_is_one_straight_way(certificate: Service) -> None:
    stages = dict(certificate.stages)
    stages["granted"] = replace(stages["granted"], what=("closed",))
    way = public_map(replace(certificate, stages=stages))
    assert way.detours == ()
    assert way.straight[0].id == "details"
