"""What an example says of the time after the decision: an appeal that is decided, a measure that is taken."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from panjereh.catalogue.examples.trial import Trial, digest_of
from panjereh.catalogue.folder.parts import date_of
from panjereh.flow.measures import measures_of
from panjereh.flow.model import Service
from panjereh.flow.state import AgreeToMeasure, LodgeAppeal, Measure, Overturn, Uphold

APPEAL = "sample-appeal"


def about_of(service: Service, said: Mapping[str, Any], day: date) -> dict[str, Any] | None:
    """The decision that an example's appeal is about: what it says, else a refusal of its first day."""
    if not service.about:
        return None
    decided = (date_of(said["decided_on"]) if "decided_on" in said else None) or day
    return {
        "service": said.get("service", "sample/service"),
        "agency": said.get("agency", service.agency),
        "receipt": said.get("receipt", "1-sample"),
        "kind": said.get("kind", "refused"),
        "unmet": list(said.get("unmet", ())),
        "grounds": list(said.get("grounds", ())),
        "decided_on": decided.isoformat(),
    }


def hear_appeal(trial: Trial, result: str) -> None:
    """The applicant appeals against the present decision, and another case decides it at once."""
    trial.happens(LodgeAppeal(APPEAL, trial.state.decision))
    heard = Overturn if result == "overturned" else Uphold
    trial.happens(heard(APPEAL, "sample", digest_of(result)))


def take_measure(trial: Trial, measure: str, grounds: tuple[int, ...]) -> None:
    """An officer takes a measure on what was given; a second one agrees where the version asks for it."""
    trial.happens(Measure("officer-1", measure, grounds, digest_of(grounds)))
    measures = measures_of(trial.version)
    if measures is not None and measure in measures.second:
        trial.happens(AgreeToMeasure("officer-2"))
