"""The style guide; included under the language prefix."""

from django.urls import path

from panjereh.kernel.ui import views

app_name = "ui"
urlpatterns = [path("ui/", views.guide, name="guide")]
