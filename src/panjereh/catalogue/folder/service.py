"""service.yaml as a typed service."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from panjereh.catalogue.folder.parts import date_of, span_of, text_of
from panjereh.catalogue.folder.reading import Document
from panjereh.flow.model import (
    Condition,
    Elsewhere,
    Exemption,
    Fee,
    Ground,
    Known,
    Law,
    Letter,
    Measures,
    Outcome,
    Page,
    ParameterUse,
    Party,
    Service,
    Source,
    Stage,
    TableSource,
    Text,
)


def service_of(
    service_id: str,
    document: Document,
    *,
    pages: tuple[Page, ...],
    sections: Mapping[str, Text],
    begin: str,
    stages: Mapping[str, Stage],
    says: Mapping[str, Mapping[str, str]],
    tables: Mapping[str, TableSource],
    letters: Mapping[str, Letter],
) -> Service:
    """The whole service; the schema has checked the document's form."""
    said = document.value
    appeal = said.get("appeal")
    return Service(
        id=service_id,
        title=text_of(said["title"]),
        summary=text_of(said["summary"]),
        agency=said["agency"],
        audience=tuple(said["audience"]),
        theme=said["theme"],
        assurance=said["assurance"],
        law={name: _law(name, law) for name, law in said["law"].items()},
        conditions=_conditions(document),
        known=_known(document),
        pages=pages,
        sections=sections,
        begin=begin,
        stages=stages,
        says={name: text_of(text) for name, text in says.items()},
        tables=tables,
        letters=letters,
        limit=span_of(said["limit"]["within"]),
        limit_law=said["limit"]["law"],
        fee=_fee(document),
        uses={name: ParameterUse(name, use["parameter"], use["as_of"]) for name, use in _items(said, "uses")},
        parties={name: _party(name, party) for name, party in _items(said, "parties")},
        outcome=_outcome(document),
        appeal=appeal["service"] if appeal else None,
        appeal_within=span_of(appeal["within"]) if appeal else None,
        appeal_overturned=appeal["overturned"] if appeal else None,
        about=said.get("about", ""),
        life_events=tuple(said.get("life_events", ())),
        words={language: tuple(words) for language, words in _items(said, "words")},
        retention=said.get("retention", {}),
        corrects=said.get("corrects", ""),
        elsewhere=_elsewhere(said),
        retired=tuple(said.get("retired", ())),
    )


def _items(said: Mapping[str, Any], name: str) -> Any:
    return said.get(name, {}).items()


def _elsewhere(said: Mapping[str, Any]) -> Elsewhere | None:
    told = said.get("elsewhere")
    if told is None:
        return None
    return Elsewhere(
        text_of(told["how"]),
        tuple(text_of(paper) for paper in told.get("documents", ())),
        text_of(told["fee"]) if "fee" in told else None,
    )


def _law(name: str, said: Mapping[str, Any]) -> Law:
    approved = date_of(said["approved_on"]) if "approved_on" in said else None
    return Law(
        name,
        text_of(said["title"]),
        said.get("article", ""),
        approved.isoformat() if approved else "",
        text_of(said["note"]) if "note" in said else None,
    )


def _conditions(document: Document) -> dict[int, Condition]:
    conditions: dict[int, Condition] = {}
    for number, said in _items(document.value, "conditions"):
        place = document.place("conditions", number, "applies_when")
        conditions[int(number)] = Condition(
            int(number),
            text_of(said["text"]),
            said["law"],
            text_of(said["cure"]),
            tuple(said.get("evidence", ())),
            Source(said["applies_when"], place) if "applies_when" in said else None,
        )
    return dict(sorted(conditions.items()))


def _known(document: Document) -> dict[str, Known]:
    known: dict[str, Known] = {}
    for name, said in _items(document.value, "known"):
        by = None if said["by"] == "applicant" else Source(said["by"], document.place("known", name, "by"))
        known[name] = Known(
            name,
            said["register"],
            by,
            tuple(said["show"]),
            said["ground"],
            said["purpose"],
            tuple(said.get("read", ())),
        )
    return known


def _fee(document: Document) -> Fee | None:
    said = document.value.get("fee")
    if said is None:
        return None
    exempt = tuple(
        Exemption(Source(e["when"], document.place("fee", "exempt", n, "when")), e["share"], e["law"])
        for n, e in enumerate(said.get("exempt", ()))
    )
    if "refund" not in said:
        return Fee(said["table"], said["law"], exempt)
    return Fee(said["table"], said["law"], exempt, tuple(said["refund"]))


def _party(name: str, said: Mapping[str, Any]) -> Party:
    return Party(name, text_of(said["label"]), said.get("many", False), said.get("signs", False))


def _outcome(document: Document) -> Outcome | None:
    said = document.value.get("outcome")
    if said is None:
        return None
    valid = span_of(said["valid"]) if "valid" in said else None
    place = document.place("outcome", "language")
    language = Source(said["language"], place) if "language" in said else None
    entry = {
        name: Source(text, document.place("outcome", "entry", name))
        for name, text in said.get("entry", {}).items()
    }
    return Outcome(
        said.get("letter"),
        said.get("register"),
        valid,
        tuple(said.get("public", ())),
        language,
        entry,
        _measures(said.get("measures")),
    )


def _measures(said: Mapping[str, Any] | None) -> Measures | None:
    if said is None:
        return None
    grounds = {
        int(number): Ground(int(number), text_of(ground["text"]), ground["law"], tuple(ground["allows"]))
        for number, ground in said["grounds"].items()
    }
    hearing = text_of(said["hearing"]) if "hearing" in said else None
    return Measures(said["role"], dict(sorted(grounds.items())), tuple(said.get("second", ())), hearing)
