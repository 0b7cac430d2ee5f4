"""The Jinja2 environment of all pages, for Django's Jinja2 backend."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext, ngettext, npgettext, pgettext
from jinja2 import Environment, Undefined, pass_context
from jinja2.runtime import Context

from panjereh.kernel.ui import writing


class Missing(Undefined):
    """A name that the view did not give: `if` and `==` may ask for it, printing it is an error."""

    __slots__ = ()

    def __str__(self) -> str:
        self._fail_with_undefined_error()

    def __iter__(self) -> Iterator[Any]:
        self._fail_with_undefined_error()

    def __len__(self) -> int:
        self._fail_with_undefined_error()


def environment(**options: Any) -> Environment:
    """Build the environment: escaped, with gettext (`_()` and `trans`), written dates and amounts.

    Globals: static, url, language, direction, months, calendar. Filters: digits, fa_digits, number,
    money, day (also as jalali), moment, listed, file_size, ltr, isolated, name, language_of. `url` is Django's `reverse`: positional
    arguments go into the path, and the language of the page is in front.
    """
    options.update(autoescape=True, undefined=Missing, lstrip_blocks=True)
    env = Environment(**options, extensions=["jinja2.ext.i18n"])  # noqa: S701 (escaped: see the options)
    env.policies["ext.i18n.trimmed"] = True
    env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )
    env.globals.update(
        static=static,
        url=url,
        language=writing.language,
        direction=writing.direction,
        months=writing.months,
        calendar=writing.calendar,
    )
    env.filters.update(
        digits=_at_each_rendering(writing.digits),
        number=_at_each_rendering(writing.number),
        money=_at_each_rendering(writing.money),
        day=_at_each_rendering(writing.day),
        jalali=_at_each_rendering(writing.day),
        moment=_at_each_rendering(writing.moment),
        listed=_at_each_rendering(writing.listed),
        file_size=_at_each_rendering(writing.file_size),
        islands=writing.islands,
        fa_digits=writing.fa_digits,
        ltr=writing.ltr,
        isolated=writing.isolated,
        language_of=writing.language_of,
        name=writing.name,
    )
    return env


def _at_each_rendering(write: Callable[[Any], str]) -> Callable[[Context, Any], str]:
    """A filter that depends on the language: without the context, `{{ 5|digits }}` is fixed on compiling."""

    @pass_context
    def written(context: Context, value: Any) -> str:
        return write(value)

    return written


def url(view_name: str, *args: object, **kwargs: object) -> str:
    """The address of a named page, in the language of the page that asks."""
    return reverse(view_name, args=args or None, kwargs=kwargs or None)
