"""The page of `access`, which needs the names that higher rooms give to sources."""

from django.urls import path

from panjereh.portal import looked

app_name = "access"
urlpatterns = [path("who-looked/", looked.who_looked, name="mine")]
