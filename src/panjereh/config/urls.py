"""All addresses: those of machines at the top, those of people below /fa/ and /en/."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.generic import RedirectView

from panjereh.config.bank_window import bank_page

urlpatterns = [
    path("", RedirectView.as_view(url="/fa/", query_string=True), name="root"),
    path("api/v1/", include("panjereh.cases.api_urls")),
    path("bank/pg/StartPay/<str:authority>", bank_page, name="bank_page"),
    *i18n_patterns(
        path("", include("panjereh.portal.urls")),
        path("", include("panjereh.identity.urls")),
        path("", include("panjereh.catalogue.urls")),
        path("", include("panjereh.cases.urls")),
        path("", include("panjereh.documents.urls")),
        path("", include("panjereh.money.urls")),
        path("", include("panjereh.notices.urls")),
        path("", include("panjereh.portal.looked_urls")),
        path("", include("panjereh.kernel.ui.urls")),
    ),
]

handler400 = "panjereh.kernel.ui.errors.handler400"
handler403 = "panjereh.kernel.ui.errors.handler403"
handler404 = "panjereh.kernel.ui.errors.handler404"
handler500 = "panjereh.kernel.ui.errors.handler500"
