"""The WSGI application; a web process ends with the one that started it."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from panjereh.config.postgres.parent import die_with_parent, end_after_parent

GRACE = 8.0  # seconds for requests under way

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "panjereh.config.settings")
if os.environ.get("PANJEREH_SUPERVISED") == "1":
    die_with_parent()
    end_after_parent(GRACE)
application = get_wsgi_application()
