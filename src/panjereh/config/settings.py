"""Django settings: everything that changes between places comes from the environment."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote, urlparse

from panjereh.config.secrets import load_secrets

ROOT = Path(__file__).resolve().parents[3]
DATA = Path(os.environ.get("PANJEREH_DATA", ROOT / ".data")).resolve()
DEMO = os.environ.get("PANJEREH_DEMO", "") == "1"
HTTPS = os.environ.get("PANJEREH_HTTPS", "") == "1"
SECRETS = load_secrets(DATA)

SECRET_KEY = SECRETS["django"]
DEBUG = False
ALLOWED_HOSTS = os.environ.get("PANJEREH_HOSTS", "localhost,127.0.0.1,[::1]").split(",")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    "panjereh.kernel",
    "panjereh.identity",
    "panjereh.access",
    "panjereh.notices",
    "panjereh.registries",
    "panjereh.catalogue",
    "panjereh.documents",
    "panjereh.cases",
    "panjereh.portal",
    "panjereh.config",
]
AUTH_USER_MODEL = "identity.Account"
