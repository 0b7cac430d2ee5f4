"""Settings of the test suite: a data folder and a database server of its own, beside a running product."""

from __future__ import annotations

import os
from pathlib import Path

from panjereh.config.testing.ground import ground_of

BUILD = ground_of(Path(__file__).resolve().parents[4])
RUN = BUILD / f"run-{os.getpid()}"
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")  # who runs tests beside others
for name in [name for name in os.environ if name.startswith(("PANJEREH_", "DATABASE_"))]:
    if name.removeprefix("PANJEREH_") not in {"DMN_TCK", "VENV", "BROWSER", "LONG", "SEED"}:
        del os.environ[name]
os.environ["PANJEREH_DATA"] = str(BUILD / f"data-{WORKER}")

from panjereh.config.database import database_settings  # noqa: E402
from panjereh.config.postgres.place import APP_ROLE, usual_place  # noqa: E402
from panjereh.config.settings import *  # noqa: E402, F403
from panjereh.config.settings import INSTALLED_APPS, STATIC_ROOT, STORAGES, THREADS  # noqa: E402
from panjereh.config.translations import compile_catalogues  # noqa: E402

compile_catalogues()  # Django reads them once, while it is set up

STATIC_ROOT.mkdir(parents=True, exist_ok=True)
PLACE = usual_place(RUN / "postgres")
FILES = RUN / "files"
DATABASES = {"default": database_settings(PLACE.url(APP_ROLE), threads=THREADS)}
INSTALLED_APPS = [*INSTALLED_APPS, "panjereh.config.testing"]
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
SECOND_FACTOR = "none"  # tests that are about it switch it on
