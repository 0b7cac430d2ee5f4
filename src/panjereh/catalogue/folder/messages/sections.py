"""What is said of the sections of a form."""

from __future__ import annotations

from panjereh.flow.model import Text

SECTIONS: dict[str, Text] = {
    "section_unknown": Text(
        "بخش «{name}» در «sections» نیست.{near} بخش‌ها: {known}.",
        "The section “{name}” isn't in “sections”.{near} There are: {known}.",
    ),
    "section_missing": Text(
        "این فرم بخش دارد، ولی صفحهٔ «{page}» در هیچ بخشی نیست؛ «section» آن را بنویسید: {known}.",
        "This form has sections, but the page “{page}” is in none; write its “section”: {known}.",
    ),
    "section_empty": Text(
        "بخش «{section}» هیچ صفحه‌ای ندارد؛ آن را بردارید یا صفحه‌ای را در آن بگذارید.",
        "The section “{section}” has no page; remove it or put a page into it.",
    ),
    "section_apart": Text(
        "صفحه‌های بخش «{section}» پشت سر هم نیستند؛ آن‌ها را کنار هم بگذارید.",
        "The pages of the section “{section}” don't stand together; put them next to each other.",
    ),
}
