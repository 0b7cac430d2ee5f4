from django.urls import path

from panjereh.notices import views

app_name = "notices"
urlpatterns = [
    path("inbox/", views.inbox_page, name="inbox"),
    path("inbox/<uuid:notice_id>/", views.notice, name="notice"),
    path("demo/mailbox/", views.mailbox, name="mailbox"),
]
