"""The map of a service for people: the straight way first, then what happens where it does not go straight.

What registers and rules do one after the other, in an instant, is one step here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from panjereh.flow import map_of
from panjereh.flow.map import Branch, MapStage
from panjereh.flow.model import Service

AT_ONCE = ("register", "machine")
# Why a case goes on, from the best to what nobody hopes for (`Edge.why`).
_BY_RULES = ("way",)
_OTHERWISE = ("or_else", "silent", "late", "declined", "branch")


@dataclass(frozen=True, slots=True)
class Step:
    """One step for people: a stage, or several that take no time. Its name is that of the first."""

    stages: tuple[MapStage, ...]

    @property
    def id(self) -> str:
        return self.stages[0].id

    @property
    def actor(self) -> str:
        """`applicant`, `officer`, `agency`, `end`, or `at_once` for registers and rules."""
        return "at_once" if self.stages[0].actor in AT_ONCE else self.stages[0].actor

    def branches(self) -> Iterator[Branch]:
        """The ways that lead out of the step."""
        own = {stage.id for stage in self.stages}
        for stage in self.stages:
            yield from (branch for branch in stage.branches if branch.to not in own)


@dataclass(frozen=True, slots=True)
class PublicMap:
    """`straight`: the shortest way to a grant with nothing going wrong. `detours`: every other step, ends last."""

    straight: tuple[Step, ...]
    detours: tuple[Step, ...]

    @property
    def place(self) -> Mapping[str, str]:
        """The step in which each stage is to be found."""
        return {stage.id: step.id for step in (*self.straight, *self.detours) for stage in step.stages}


def public_map(service: Service) -> PublicMap:
    """The map of a service in steps. Without any grant all of it is one straight way."""
    stages = {stage.id: stage for stage in map_of(service)}
    if not stages:
        return PublicMap((), ())
    straight = _straight(service, stages) or list(stages)
    rest = [stage for name, stage in stages.items() if name not in straight]
    return PublicMap(_steps([stages[name] for name in straight]), _steps(rest))


def _straight(service: Service, stages: Mapping[str, MapStage]) -> list[str]:
    """The shortest way to a grant: by rules alone, else by somebody's choice, else by whatever leads there."""
    for reasons in (_BY_RULES, (*_BY_RULES, "choice"), (*_BY_RULES, "choice", *_OTHERWISE)):
        found = _shortest(service, stages, reasons)
        if found:
            return found
    return []


def _shortest(service: Service, stages: Mapping[str, MapStage], reasons: tuple[str, ...]) -> list[str]:
    """Names of the stages on the shortest way from the beginning to a grant, going on for these reasons."""
    ways = [[service.begin]]
    seen = {service.begin}
    for way in ways:
        here = stages[way[-1]]
        if here.verb == "end" and service.stages[here.id].what == ("granted",):
            return way
        for branch in here.branches:
            if branch.to not in seen and branch.why in reasons:
                seen.add(branch.to)
                ways.append([*way, branch.to])
    return []


def _steps(stages: Iterable[MapStage]) -> tuple[Step, ...]:
    groups: list[list[MapStage]] = []
    for stage in stages:
        if groups and _goes_on(groups[-1], stage):
            groups[-1].append(stage)
        else:
            groups.append([stage])
    return tuple(Step(tuple(group)) for group in groups)


def _goes_on(group: Sequence[MapStage], stage: MapStage) -> bool:
    last = group[-1]
    leads_there = any(branch.to == stage.id for branch in last.branches)
    return last.actor in AT_ONCE and stage.actor in AT_ONCE and leads_there
