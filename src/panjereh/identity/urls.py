from django.urls import path

from panjereh.identity import parked_views, views

app_name = "identity"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-in/as/<slug:persona>/", views.sign_in_as, name="sign_in_as"),
    path("parked/<uuid:parked_key>/", parked_views.parked_form, name="parked"),
    path("sign-out/", views.sign_out, name="sign_out"),
]
