from django.urls import path

from panjereh.cases import api

app_name = "cases_api"
urlpatterns = [
    path("applications", api.apply, name="apply"),
    path("applications/<str:ref>", api.application, name="application"),
]
