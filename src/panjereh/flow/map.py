"""«What will happen to your application»: the process as ordered data for drawing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from panjereh.flow.graph import Edge, edges_of, sound_edges
from panjereh.flow.model import Service, Span, Stage, Text

ACTORS = {
    "ask": "applicant",
    "pay": "applicant",
    "sign": "applicant",
    "book": "applicant",
    "fetch": "register",
    "derive": "machine",
    "check": "machine",
    "assess": "machine",
    "wait": "machine",
    "together": "agency",
    "opinion": "agency",
    "review": "officer",
    "call": "agency",
    "end": "end",
}

TITLES = {
    "ask": Text("شما به پرسش‌ها پاسخ می‌دهید", "You answer the questions"),
    "fetch": Text("ما داده‌های لازم را از پایگاه آن می‌گیریم", "We get the data we need from its register"),
    "derive": Text("قاعده‌های منتشرشده روی داده‌ها اجرا می‌شود", "Published rules are applied to the data"),
    "check": Text("شرط‌های شماره‌دار سنجیده می‌شود", "The numbered conditions are checked"),
    "assess": Text("کارمزد محاسبه می‌شود", "The fee is calculated"),
    "pay": Text("شما کارمزد را می‌پردازید", "You pay the fee"),
    "sign": Text("طرف‌ها امضا می‌کنند", "The parties sign"),
    "review": Text("کارشناس پرونده را بررسی می‌کند", "An officer reviews the case"),
    "book": Text("شما نوبت می‌گیرید", "You book an appointment"),
    "wait": Text("پرونده در انتظار است", "The case waits"),
    "together": Text("چند کار هم‌زمان انجام می‌شود", "Several things happen at the same time"),
    "opinion": Text("دستگاه دیگری نظر می‌دهد", "Another agency gives its opinion"),
    "call": Text("خدمت دیگری در جریان است", "Another service is under way"),
    "end": Text("پایان", "The end"),
}

ENDS = {
    "granted": Text("درخواست تأیید می‌شود", "The application is approved"),
    "refused": Text(
        "درخواست با شمارهٔ شرطی که برآورده نیست رد می‌شود",
        "The application is refused, with the number of the unmet condition",
    ),
    "lapsed": Text("مهلت می‌گذرد و پرونده بسته می‌شود", "The deadline passes and the case is closed"),
    "closed": Text("پرونده بسته می‌شود", "The case is closed"),
    "withdrawn": Text("متقاضی از درخواست انصراف می‌دهد", "The application is withdrawn"),
}

CHOICES = {
    "grant": Text("تأیید", "Approve"),
    "refuse": Text("رد", "Refuse"),
    "ask_more": Text("پرسش دوباره از متقاضی", "Ask the applicant again"),
}

_WAYS = {
    "or_else": Text(
        "اگر پایگاه داده‌ای نداشت یا پاسخ نداد", "If the register has no record or does not answer"
    ),
    "silent": Text("اگر پایگاه پاسخ نداد", "If the register does not answer"),
    "late": Text("اگر مهلت گذشت", "If the deadline passes"),
    "declined": Text("اگر طرفی نپذیرفت", "If a party declines"),
    "overturned": Text("اگر اعتراض پذیرفته شود", "If an appeal succeeds"),
}


@dataclass(frozen=True, slots=True)
class Branch:
    """One way out of a stage; no label where it is the only one."""

    to: str
    why: str
    label: Text | None


@dataclass(frozen=True, slots=True)
class MapStage:
    """A stage of the map. `depth`: how many stages lie between it and the beginning, at least."""

    id: str
    verb: str
    actor: str
    title: Text
    limit: Span | None
    depth: int
    branches: tuple[Branch, ...]


def map_of(service: Service) -> tuple[MapStage, ...]:
    """All stages that can be reached, the beginning first, ends last, each with its ways out."""
    if not service.stages:
        return ()
    depths = _depths(service)
    ordered = sorted(depths, key=lambda name: (service.stages[name].verb == "end", depths[name]))
    return tuple(_map_stage(service, service.stages[name], depths[name]) for name in ordered)


def choice_label(stage: Stage, choice: str) -> Text | None:
    """The words on an officer's button."""
    return stage.labels.get(choice) or CHOICES.get(choice)


def stage_title(service: Service, stage: Stage) -> Text:
    """What happens at a stage, in the author's words where there are some."""
    if stage.id in service.says:
        return service.says[stage.id]
    if stage.verb == "end" and stage.what:
        return ENDS.get(stage.what[0], TITLES["end"])
    return TITLES[stage.verb]


def _depths(service: Service) -> dict[str, int]:
    edges = sound_edges(service.stages)
    depths = {service.begin: 0}
    waiting = [service.begin]
    for here in waiting:
        for edge in (e for e in edges if e.start == here and e.target not in depths):
            depths[edge.target] = depths[here] + 1
            waiting.append(edge.target)
    return depths


def _map_stage(service: Service, stage: Stage, depth: int) -> MapStage:
    branches = (*_branches(stage), *_after_refusal(service, stage))
    return MapStage(
        stage.id, stage.verb, ACTORS[stage.verb], stage_title(service, stage), stage.limit, depth, branches
    )


def _branches(stage: Stage) -> Iterator[Branch]:
    ways = iter(stage.ways)
    for edge in edges_of(stage):
        if edge.why == "branch":  # told within the step that asks them all
            continue
        says = next(ways).says if edge.why == "way" else None
        yield Branch(edge.target, edge.why, says or _label(stage, edge))


def _after_refusal(service: Service, stage: Stage) -> Iterator[Branch]:
    """Where a refused case goes on when an appeal succeeds."""
    target = service.appeal_overturned
    if stage.verb == "end" and stage.what == ("refused",) and target in service.stages:
        yield Branch(str(target), "overturned", _WAYS["overturned"])


def _label(stage: Stage, edge: Edge) -> Text | None:
    return choice_label(stage, edge.label) if edge.why == "choice" else _WAYS.get(edge.why)
