"""Pages rendered as in the product: both languages, all addresses that the frame names, no database."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator
from pathlib import Path

import django
import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings
from django.urls import URLPattern, URLResolver, include, path
from django.utils import translation
from django.utils.translation import trans_real
from jinja2 import Environment, FileSystemLoader

from panjereh.kernel.ui.environment import environment

ROOM = Path(__file__).resolve().parents[2]
WORDS = ROOM.parent / "locale/fa/LC_MESSAGES/django.po"
PLACES = {
    "portal": ("home", "services", "report", "accessibility"),
    "cases": ("mine", "queue"),
    "notices": ("inbox", "mailbox"),
    "access": ("mine",),
    "identity": ("sign_in", "sign_out", "security"),
    "documents": ("verify",),
}

Render = Callable[..., str]


def _answer(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.path)


def _room(name: str, views: tuple[str, ...]) -> URLResolver | URLPattern:
    return path(f"{name}/", include(([path(f"{view}/", _answer, name=view) for view in views], name)))


@pytest.fixture(scope="session")
def _locale(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("locale")
    (folder / "fa" / "LC_MESSAGES").mkdir(parents=True)
    with WORDS.open("rb") as text, (folder / "fa" / "LC_MESSAGES" / "django.mo").open("wb") as compiled:
        write_mo(compiled, read_po(text, locale="fa"))
    return folder


@pytest.fixture(autouse=True)
def product(_locale: Path) -> Iterator[None]:
    """Languages, words and addresses for one test, with or without the product's own settings."""
    if not settings.configured:
        settings.configure(USE_I18N=True, USE_TZ=True, SECRET_KEY="test", STATIC_URL="/static/")
        django.setup()
    urls = types.ModuleType("frame_urls")
    with override_settings(
        LANGUAGE_CODE="fa",
        LANGUAGES=[("fa", "فارسی"), ("en", "English")],
        LOCALE_PATHS=[str(_locale)],
        STORAGES={"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}},
    ):
        rooms = [_room(name, views) for name, views in PLACES.items()]
        urls.urlpatterns = i18n_patterns(*rooms, path("", include("panjereh.kernel.ui.urls")))
        trans_real._translations.clear()
        with override_settings(ROOT_URLCONF=urls):
            yield
    trans_real._translations.clear()


@pytest.fixture(scope="session")
def templates() -> Environment:
    return environment(loader=FileSystemLoader(ROOM / "jinja2"))


@pytest.fixture
def render(templates: Environment) -> Render:
    """Render a template, or `source` with the components at hand as `ui`, in a language."""

    def rendered(template: str = "", language: str = "fa", source: str = "", **context: object) -> str:
        with translation.override(language):
            if source:
                text = '{% import "ui/components.html" as ui %}' + source
                return templates.from_string(text).render(**context)
            return templates.get_template(template).render(**context)

    return rendered


@pytest.fixture
def asked() -> Callable[[str], HttpRequest]:
    return RequestFactory().get
