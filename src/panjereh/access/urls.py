from django.urls import path

from panjereh.access import views

app_name = "access"
urlpatterns = [path("who-looked/", views.mine, name="mine")]
