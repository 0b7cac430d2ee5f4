"""The proof that a process ends: from every stage, whatever happens, with a person in every loop."""

from __future__ import annotations

from collections.abc import Iterator

from panjereh.flow.findings import Finding, finding, near
from panjereh.flow.graph import (
    NOT_YET_RUN,
    edges_of,
    reached_from,
    reaching,
    sound_edges,
    unattended_loop,
)
from panjereh.flow.model import VERBS, Place, Service, Stage
from panjereh.flow.sentences import FINDINGS


def prove(service: Service) -> tuple[Finding, ...]:
    """What keeps the process of a service from being sound; nothing when every path ends."""
    if service.elsewhere is not None:
        return ()
    found = [*_begin(service), *_stages(service), *_targets(service)]
    if service.begin in service.stages:
        found += [*_paths(service), *_loops(service), *_refusals(service), *_payments(service)]
    found += _opinions(service)
    return tuple(sorted(found, key=lambda f: f.order))


def not_yet_run(service: Service) -> tuple[Finding, ...]:
    """The stages whose verb is known and proved, but not run by this release: they can't be published."""
    return tuple(
        _say(stage.place, "verb_not_yet_run", verb=stage.verb, stage=stage.id)
        for stage in service.stages.values()
        if stage.verb in NOT_YET_RUN
    )


def _say(place: Place, key: str, **words: object) -> Finding:
    return finding(place, key, FINDINGS[key], **words)


def _begin(service: Service) -> Iterator[Finding]:
    stage = service.stages.get(service.begin)
    if stage is None:
        words = {"known": ", ".join(service.stages), "near": near(service.begin, service.stages)}
        yield _say(Place("process.yaml"), "begin_unknown", stage=service.begin, **words)
    elif stage.verb != "ask":
        yield _say(stage.place, "begin_must_ask", verb=stage.verb)


def _stages(service: Service) -> Iterator[Finding]:
    for stage in service.stages.values():
        if stage.verb not in VERBS:
            yield _say(stage.place, "unknown_verb", stage=stage.id, verbs=", ".join(VERBS))
        yield from _ways(stage)


def _ways(stage: Stage) -> Iterator[Finding]:
    open_ways = [way.when is None for way in stage.ways]
    if stage.ways and not open_ways[-1]:
        yield _say(stage.place, "no_otherwise", stage=stage.id)
    if any(open_ways[:-1]):
        yield _say(stage.place, "way_after_otherwise", stage=stage.id)


def _targets(service: Service) -> Iterator[Finding]:
    for stage in service.stages.values():
        for edge in edges_of(stage):
            if edge.target not in service.stages:
                words = {"known": ", ".join(service.stages), "near": near(edge.target, service.stages)}
                place = stage.places.get(edge.by, stage.place)
                yield _say(place, "unknown_target", stage=stage.id, target=edge.target, **words)


def _paths(service: Service) -> Iterator[Finding]:
    edges = sound_edges(service.stages)
    ends = {s.id for s in service.stages.values() if s.verb == "end"}
    ending = reaching(ends, edges)
    reached = reached_from(service.begin, edges)
    for stage in service.stages.values():
        if stage.verb == "opinion":
            pass
        elif stage.verb != "end" and not any(e.why in ("way", "choice") for e in edges_of(stage)):
            yield _say(stage.place, "no_way_on", stage=stage.id)
        elif stage.id not in ending:
            yield _say(stage.place, "no_end", stage=stage.id)
        if stage.id not in reached:
            yield _say(stage.place, "unreachable", stage=stage.id)


def _loops(service: Service) -> Iterator[Finding]:
    loop = unattended_loop(service.stages)
    if loop:
        place = service.stages[loop[0]].place
        yield _say(place, "unattended_loop", loop=" → ".join((*loop, loop[0])))


def _refusals(service: Service) -> Iterator[Finding]:
    looked_at = frozenset(s.id for s in service.stages.values() if s.verb in ("check", "review"))
    unseen = reached_from(service.begin, sound_edges(service.stages), without=looked_at)
    for stage in service.stages.values():
        if stage.verb != "end" or stage.what != ("refused",):
            continue
        if not service.conditions:
            yield _say(stage.place, "refusal_without_conditions", stage=stage.id)
        elif stage.id in unseen:
            yield _say(stage.place, "refusal_without_check", stage=stage.id)


def _opinions(service: Service) -> Iterator[Finding]:
    """A `together` asks opinions and nothing else, and nothing but a `together` asks one."""
    for stage in service.stages.values():
        for edge in edges_of(stage):
            target = service.stages.get(edge.target)
            if target is None or (edge.why == "branch") == (target.verb == "opinion"):
                continue
            key = "together_branch" if edge.why == "branch" else "opinion_alone"
            yield _say(stage.places.get(edge.by, stage.place), key, stage=stage.id, target=target.id)


def _payments(service: Service) -> Iterator[Finding]:
    """What is asked for has been assessed before, and rests on the law that `fee` names."""
    for stage in service.stages.values():
        if stage.verb != "pay" or not stage.what:
            continue
        table = stage.what[0]
        assessing = frozenset(
            s.id for s in service.stages.values() if s.verb == "assess" and s.what[:1] == (table,)
        )
        words = {"stage": stage.id, "table": table}
        if stage.id in reached_from(service.begin, sound_edges(service.stages), without=assessing):
            yield _say(stage.place, "pay_without_assess", **words)
        if service.fee is None or service.fee.table != table:
            yield _say(stage.place, "pay_other_table", **words)
