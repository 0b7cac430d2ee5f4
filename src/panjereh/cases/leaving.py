"""What a page tells of itself to somebody who comes back to it: changed questions, and another device's answers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from markupsafe import Markup

from panjereh.cases.actions.journal import HeldCase
from panjereh.cases.actions.keeping import form_of, typed_page
from panjereh.cases.forms import PageForm
from panjereh.cases.presenting import frame, say, shown_value
from panjereh.catalogue.fields import FIELD_TYPES
from panjereh.flow.model import Field, Page
from panjereh.kernel.ui.writing import moment, name

Context = dict[str, Any]


def page_standing(held: HeldCase, page: Page) -> Context:
    """What the service has changed on the page since the draft began, with the former answers."""
    renewed = held.folder.waiting("renewed").get(page.id)
    if renewed is None:
        return {"renewed": None}
    language = get_language() or "fa"
    return {
        "renewed": [
            {
                "label": say(field.label or page.ask),
                "before": name(renewed["before"][field.id][language])
                if field.id in renewed["before"]
                else "",
            }
            for field in page.fields
            if field.id in renewed["fields"]
        ]
    }


def rival_page(held: HeldCase, page: Page) -> Context:
    """The versions of one page, of which the person chooses one: what was sent last first."""
    rivals = list(enumerate(held.folder.waiting("rival")[page.id]))
    versions = [
        {
            "choice": number,
            "at": moment(datetime.fromisoformat(rival["at"])),
            "rows": rows_of(typed_page(page, rival)),
        }
        for number, rival in reversed(rivals)
    ]
    times = [held.folder.kept_at(kind, page.id) for kind in ("page", "typed")]
    there_at = max((at for at in times if at is not None), default=None)
    there = {
        "choice": "there",
        "at": moment(there_at) if there_at else "",
        "rows": rows_of(form_of(held, page)),
    }
    return {
        **frame(held),
        "page": page,
        "heading": say(page.ask or page.fields[0].label),
        "versions": [*versions, there],
    }


def rows_of(form: PageForm) -> list[Context]:
    """A page as rows: what was understood as people read it, everything else as it was typed."""
    return [
        {"label": say(field.label or form.page.ask), "value": _as_typed(form, field)}
        for field in form.page.fields
    ]


def _as_typed(form: PageForm, field: Field) -> str:
    if form.values.get(field.id) is not None:
        return shown_value(field, form.values[field.id])
    names = FIELD_TYPES[field.type].inputs(field)
    texts = [text for one in names for text in form.raw.get(one, ()) if text.strip()]
    return Markup(" · ").join(name(text) for text in texts)
