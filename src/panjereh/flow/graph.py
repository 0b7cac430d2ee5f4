"""The stages of a process as a graph: who can come after whom, and by whose doing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from panjereh.flow.model import Stage

# `pay` isn't among them: where nothing is due, nobody acts.
PERSON_VERBS = frozenset({"ask", "sign", "review", "book"})
NOT_YET_RUN = frozenset({"sign", "book", "wait", "call"})


@dataclass(frozen=True, slots=True)
class Edge:
    """One step from a stage to another.

    why    way, choice, or_else, silent, late, declined, branch
    label  way: its number from 1 · choice: its id
    """

    start: str
    target: str
    why: str
    label: str = ""

    @property
    def by(self) -> str:
        """How `StageEntered` names the way that was taken: `way:1`, `choice:grant`, `late` …"""
        return f"{self.why}:{self.label}" if self.label else self.why

    def by_person(self, stages: Mapping[str, Stage]) -> bool:
        """Whether someone has to act before a case goes this way; a passed limit is nobody's act."""
        return stages[self.start].verb in PERSON_VERBS and self.why != "late"


def edges_of(stage: Stage) -> Iterator[Edge]:
    """All ways out of a stage in the author's order."""
    yield from (Edge(stage.id, way.go, "way", str(n)) for n, way in enumerate(stage.ways, start=1))
    yield from (Edge(stage.id, target, "choice", name) for name, target in stage.choices.items())
    if stage.verb == "together":
        yield from (Edge(stage.id, branch, "branch") for branch in stage.what)
    if stage.or_else:
        yield Edge(stage.id, stage.or_else, "or_else")
    if stage.silent:
        yield Edge(stage.id, stage.silent, "silent")
    if stage.declined:
        yield Edge(stage.id, stage.declined, "declined")
    if stage.late:
        yield Edge(stage.id, stage.late, "late")


def sound_edges(stages: Mapping[str, Stage]) -> tuple[Edge, ...]:
    """All edges whose target exists."""
    return tuple(e for stage in stages.values() for e in edges_of(stage) if e.target in stages)


def reached_from(start: str, edges: tuple[Edge, ...], *, without: frozenset[str] = frozenset()) -> set[str]:
    """The stages that a case can come to from `start`, not passing through `without`."""
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        here = waiting.pop()
        if here in seen or here in without:
            continue
        seen.add(here)
        waiting.extend(e.target for e in edges if e.start == here)
    return seen


def reaching(goals: set[str], edges: tuple[Edge, ...]) -> set[str]:
    """The stages from which one of `goals` can be reached, the goals included."""
    back = tuple(Edge(e.target, e.start, e.why) for e in edges)
    return set().union(*(reached_from(goal, back) for goal in goals)) if goals else set()


def refusing_stages(stages: Mapping[str, Stage]) -> frozenset[str]:
    """The stages from which every end that can be reached is a refusal."""
    edges = sound_edges(stages)
    ends = {s.id for s in stages.values() if s.verb == "end"}
    refusals = {name for name in ends if stages[name].what == ("refused",)}
    return frozenset(reaching(refusals, edges) - reaching(ends - refusals, edges))


def unattended_loop(stages: Mapping[str, Stage]) -> tuple[str, ...]:
    """The stages of one loop in which nobody acts, or nothing."""
    edges = tuple(e for e in sound_edges(stages) if not e.by_person(stages))
    follow = {name: [e.target for e in edges if e.start == name] for name in stages}
    done: set[str] = set()
    for start in stages:
        loop = _loop_from(start, follow, done)
        if loop:
            return loop
    return ()


def _loop_from(start: str, follow: Mapping[str, list[str]], done: set[str]) -> tuple[str, ...]:
    """Depth first without recursion, so that a long process cannot exhaust the stack."""
    path: list[str] = []
    waiting: list[tuple[str, bool]] = [(start, False)]
    while waiting:
        here, leaving = waiting.pop()
        if leaving:
            path.pop()
            done.add(here)
        elif here in path:
            return tuple(path[path.index(here) :])
        elif here not in done:
            path.append(here)
            waiting.append((here, True))
            waiting.extend((target, False) for target in follow[here])
    return ()
