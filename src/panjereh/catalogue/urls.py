from django.urls import path

from panjereh.catalogue import views

app_name = "catalogue"
urlpatterns = [path("services/<path:service_id>/", views.service, name="service")]
