"""What the examples of a service reached: stages, ways out, conditions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from panjereh.catalogue.examples.trial import Trial
from panjereh.catalogue.folder.messages import say
from panjereh.flow.appeal import OVERTURNED
from panjereh.flow.findings import Finding
from panjereh.flow.graph import edges_of
from panjereh.flow.model import Place, Service


@dataclass(slots=True)
class Reached:
    """Stages entered, ways taken (stage, `Edge.by`), and conditions that were found unmet."""

    stages: set[str] = field(default_factory=set)
    ways: set[tuple[str, str]] = field(default_factory=set)
    unmet: set[int] = field(default_factory=set)

    def add(self, trial: Trial | None) -> None:
        """Count what one case reached."""
        before = ""
        for event, _ in trial.history if trial else ():
            if event.kind == "StageEntered":
                self.stages.add(event.stage)
                self.ways.add((before, str(event.data["by"])))
                before = event.stage
            elif event.kind == "OpinionAsked":
                self.stages.add(event.stage)
                self.ways.add((before, "branch"))
            self.unmet.update(event.data.get("unmet", ()))
            if event.kind == "ReviewDecided":
                self.unmet.update(event.data["conditions"])


def coverage_findings(service: Service, reached: Reached) -> Iterator[Finding]:
    """Each stage, way out and condition that no example reached."""
    for stage in service.stages.values():
        if stage.id not in reached.stages:
            yield say(stage.place, "stage_unreached", stage=stage.id)
            continue
        for edge in edges_of(stage):
            if (stage.id, edge.by) not in reached.ways:
                yield say(stage.place, "way_unreached", stage=stage.id, way=edge.by, target=edge.target)
    refusals = [stage for stage in service.stages.values() if stage.what == ("refused",)]
    if service.appeal_overturned and not any((end.id, OVERTURNED) in reached.ways for end in refusals):
        yield say(Place("service.yaml"), "appeal_unreached", target=service.appeal_overturned)
    for number in service.conditions:
        if number not in reached.unmet:
            yield say(Place("service.yaml"), "condition_unreached", number=number)
