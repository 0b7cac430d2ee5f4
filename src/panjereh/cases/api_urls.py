from django.urls import path

from panjereh.cases import api, downloads

app_name = "cases_api"
urlpatterns = [
    path("applications", api.apply, name="apply"),
    path("applications/<str:ref>", api.application, name="application"),
    path("applications/<str:ref>/files", downloads.send_file, name="files"),
]
