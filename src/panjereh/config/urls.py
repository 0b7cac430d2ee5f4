"""All addresses: those of machines at the top, those of people below /fa/ and /en/."""

from __future__ import annotations

from django.urls import path
from django.views.generic import RedirectView

from panjereh.config.health import healthz
from panjereh.config.metrics import metrics

urlpatterns = [
    path("", RedirectView.as_view(url="/fa/", query_string=True), name="root"),
    path("healthz", healthz, name="healthz"),
    path("metrics", metrics, name="metrics"),
]
