from django.urls import path

from panjereh.cases import conversation_views, desk, queue_views, views

app_name = "cases"
urlpatterns = [
    path("cases/", views.mine, name="mine"),
    path("cases/start/<path:service_id>/", views.start, name="start"),
    path("cases/<str:ref>/", views.case, name="case"),
    path("cases/<str:ref>/next/", views.next_page, name="next"),
    path("cases/<str:ref>/questions/<slug:page_id>/", views.page, name="page"),
    path("cases/<str:ref>/check/", views.check, name="check"),
    path("cases/<str:ref>/withdraw/", views.withdraw, name="withdraw"),
    path("cases/<str:ref>/messages/", conversation_views.of_applicant, name="messages"),
    path("desk/", queue_views.queue, name="queue"),
    path("desk/assign/", queue_views.assign, name="assign"),
    path("desk/<str:ref>/", desk.work, name="work"),
    path("desk/<str:ref>/take/", desk.take, name="take"),
    path("desk/<str:ref>/messages/", conversation_views.of_officer, name="desk_messages"),
    path("desk/<str:ref>/release/", desk.release, name="release"),
    path("desk/<str:ref>/hand-on/", desk.hand_on, name="hand_on"),
    path("desk/<str:ref>/decide/", desk.decide, name="decide"),
]
