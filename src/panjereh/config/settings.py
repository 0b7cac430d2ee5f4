"""Django settings: everything that changes between places comes from the environment."""

from __future__ import annotations

import os
import socket
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from panjereh.config.database import database_settings, database_url
from panjereh.config.logs import logging_settings
from panjereh.config.mail import mail_settings
from panjereh.config.payments import gateway_settings
from panjereh.config.secrets import load_secrets

PACKAGE = Path(__file__).resolve().parents[1]
ROOT = PACKAGE.parents[1]
DATA = Path(os.environ.get("PANJEREH_DATA", ROOT / ".data")).resolve()
DEMO = os.environ.get("PANJEREH_DEMO", "") == "1"
HTTPS = os.environ.get("PANJEREH_HTTPS", "") == "1"
SECRETS = load_secrets(DATA)

SECRET_KEY = SECRETS["django"]
DEBUG = False
# The names that people use come from PANJEREH_HOSTS; this machine itself is always served.
OWN_NAMES = ["localhost", "127.0.0.1", "[::1]", socket.gethostname(), os.environ.get("HOST", "")]
ALLOWED_HOSTS = list(filter(None, [*os.environ.get("PANJEREH_HOSTS", "").split(","), *OWN_NAMES]))

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    "allauth.account",  # never asked itself; `allauth.mfa` stands on it
    "allauth.mfa",
    "panjereh.kernel",
    "panjereh.identity",
    "panjereh.access",
    "panjereh.notices",
    "panjereh.registries",
    "panjereh.catalogue",
    "panjereh.documents",
    "panjereh.money",
    "panjereh.cases",
    "panjereh.portal",
    "panjereh.config",
]
AUTH_USER_MODEL = "identity.Party"
AUTHENTICATION_BACKENDS = ["panjereh.identity.signing_in.PartyBackend"]
LOGIN_URL = "identity:sign_in"
# Who needs a second factor to sign in fully: none, staff (their roles rest without it), all (level 2, too).
SECOND_FACTOR = os.environ.get("PANJEREH_SECOND_FACTOR", "none" if DEMO else "staff")
RECOVERY_WAIT = int(os.environ.get("PANJEREH_RECOVERY_WAIT", "0" if DEMO else "24"))  # hours
MFA_ADAPTER = "panjereh.identity.factors.adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # half a minute before and after: telephones' clocks differ
MFA_RECOVERY_CODE_DIGITS = 12
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # a passkey alone is two factors only then
ACCOUNT_EMAIL_VERIFICATION = "none"
MIGRATION_MODULES = {"account": None}  # its tables are for users with e-mail addresses: there are none here
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MIDDLEWARE = [
    "panjereh.config.logs.RequestLog",
    "panjereh.config.metrics.RequestMetrics",
    "panjereh.config.headers.SecurityHeaders",
    "panjereh.config.machines.MachineAddresses",
    "panjereh.config.proxies.ClientAddress",
    "django.middleware.security.SecurityMiddleware",
    "panjereh.config.bounds.RequestBounds",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "panjereh.config.sessions.IdleLimit",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "panjereh.identity.middleware.ActMiddleware",
]
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
ROOT_URLCONF = "panjereh.config.urls"
WSGI_APPLICATION = "panjereh.config.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "panjereh.kernel.ui.environment.environment",
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "panjereh.kernel.ui.page.page_context",
                "panjereh.config.context.signed_in_person",
            ],
        },
    },
]

THREADS = int(os.environ.get("PANJEREH_THREADS", "4"))
DATABASES = {"default": database_settings(database_url(DATA), threads=THREADS)}

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

LANGUAGE_CODE = "fa"
LANGUAGES = [("fa", _("Persian")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True  # stored in UTC
TIME_ZONE = "Asia/Tehran"  # shown so

PUBLIC_URL = os.environ.get(
    "PANJEREH_URL", f"http://localhost:{os.environ.get('PORT', '8000')}"
)  # in QR marks
FONTS = PACKAGE / "documents" / "fonts"  # of the documents; set up by `make setup`

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [DATA / "assets"]
STATICFILES_DIRS[0].mkdir(parents=True, exist_ok=True)
STORAGES = {
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_ALLOW_ALL_ORIGINS = False

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Behind https the browser itself refuses `__Host-` cookies that another host or plain http set.
COOKIE_PREFIX = "__Host-" if HTTPS else ""
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}session"
SESSION_COOKIE_AGE = 30 * 60  # seconds without a request
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "panjereh.identity.stale.csrf_failure"
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}language"
LANGUAGE_COOKIE_SECURE = HTTPS

PROXIES = int(os.environ.get("PANJEREH_PROXIES", "1" if HTTPS else "0"))  # of ours, in front of us
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 2 * 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = False  # subdomains belong to the agencies
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SILENCED_SYSTEM_CHECKS = [
    "security.W002",  # frame-ancestors of the Content-Security-Policy does what X-Frame-Options did
    "security.W005",  # see SECURE_HSTS_INCLUDE_SUBDOMAINS
    "security.W021",  # preloading is for the owner of the whole domain to decide
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 20
LARGEST_REQUEST = 8 * 1024 * 1024  # a file of 5 MB and its form; refused before it is read

FILES = Path(os.environ.get("PANJEREH_FILES", DATA / "files")).resolve()
FILE_MB = int(os.environ.get("PANJEREH_FILE_MB", "20"))  # the files of one page together
# Of those addresses alone that take files: what is a little too large gets a sentence beside its question.
LARGEST_UPLOAD = 2 * FILE_MB * 1024 * 1024 + LARGEST_REQUEST
FILE_UPLOAD_HANDLERS = ["panjereh.kernel.files.arriving.NamelessFiles"]

LOGGING = logging_settings(os.environ.get("PANJEREH_LOG_LEVEL", "INFO"))
LOGGING_CONFIG = "logging.config.dictConfig"
METRICS_TOKEN = os.environ.get("PANJEREH_METRICS_TOKEN", "")

GATEWAY = gateway_settings(os.environ)

MAIL = mail_settings(os.environ.get("PANJEREH_SMTP", ""))
EMAIL_BACKEND = MAIL.backend
EMAIL_HOST = MAIL.host
EMAIL_PORT = MAIL.port
EMAIL_HOST_USER = MAIL.user
EMAIL_HOST_PASSWORD = MAIL.password
EMAIL_USE_TLS = MAIL.starttls
EMAIL_USE_SSL = MAIL.tls
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = MAIL.sender
