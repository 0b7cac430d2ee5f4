from __future__ import annotations

from dataclasses import replace
from typing import Any

from panjereh.flow.map import choice_label, map_of
from panjereh.flow.model import VERBS, Place, Source, Stage, Text, Way


def test_the_map_begins_with_the_applicant_and_ends_with_the_ends(service: Any) -> None:
    drawn = map_of(service())
    assert [stage.id for stage in drawn] == [
        "details", "lookup", "risk", "review", "judge", "price", "lapsed", "refused", "granted",
    ]  # fmt: skip
    assert (drawn[0].actor, drawn[0].depth) == ("applicant", 0)
    assert {stage.actor for stage in drawn} == {"applicant", "register", "machine", "officer", "end"}


def test_branches_carry_their_words(service: Any) -> None:
    review = next(stage for stage in map_of(service()) if stage.id == "review")
    assert review.title.en == "An officer reads"
    assert [(b.to, b.label.en if b.label else None) for b in review.branches] == [
        ("price", "Approve"),
        ("details", "Ask the applicant again"),
        ("refused", "Refuse"),
    ]
    lookup = next(stage for stage in map_of(service()) if stage.id == "lookup")
    assert [b.why for b in lookup.branches] == ["way", "or_else"]
    assert lookup.branches[1].label is not None


def test_an_author_s_words_come_first(service: Any) -> None:
    says = Text("خوب", "Fine")
    way = Way("done", Source("case.unmet = []", Place("process.yaml")), says)
    stages = (Stage("ask", "ask", ways=(way, Way("done"))), Stage("done", "end", ("closed",)))
    first, second = map_of(service(*stages))[0].branches
    assert (first.label, second.label) == (says, None)
    review = Stage("r", "review", ("o",), choices={"grant": "done", "x": "done"}, labels={"grant": says})
    assert choice_label(review, "grant") == says
    assert choice_label(review, "x") is None


def test_every_verb_can_be_drawn(service: Any) -> None:
    for verb in VERBS:
        stage = Stage("s", verb, ("granted",), ways=(Way("ask"),))
        drawn = map_of(service(stage, Stage("ask", "ask"), begin="s"))
        assert drawn[0].title.fa


def test_what_cannot_be_reached_is_not_drawn(service: Any) -> None:
    sample = service()
    stages = {**sample.stages, "island": Stage("island", "end", ("closed",))}
    assert "island" not in {stage.id for stage in map_of(replace(sample, stages=stages))}
