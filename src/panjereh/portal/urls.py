from django.urls import path

from panjereh.catalogue.views import services
from panjereh.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("services/", services, name="services"),
    path("report/", views.report, name="report"),
    path("accessibility/", views.accessibility, name="accessibility"),
]
