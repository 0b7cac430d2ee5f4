from django.urls import path

from panjereh.documents import views

app_name = "documents"
urlpatterns = [
    path("verify/", views.verify, name="verify"),
    path("verify/<str:code>/", views.verified, name="verified"),
    path("documents/<uuid:document_id>.pdf", views.download, name="download"),
]
