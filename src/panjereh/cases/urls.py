from django.urls import path

from panjereh.cases import (
    after_desk,
    appeal_views,
    conversation_views,
    correcting,
    desk,
    downloads,
    opinion_views,
    paying,
    queue_views,
    views,
)

app_name = "cases"
urlpatterns = [
    path("cases/", views.mine, name="mine"),
    path("cases/start/<path:service_id>/", views.start, name="start"),
    path("cases/<str:ref>/", views.case, name="case"),
    path("cases/<str:ref>/next/", views.next_page, name="next"),
    path("cases/<str:ref>/tasks/", views.tasks, name="tasks"),
    path("cases/<str:ref>/questions/<slug:page_id>/", views.page, name="page"),
    path("files/<uuid:file_id>/", downloads.file, name="file"),
    path("cases/<str:ref>/wrong/<slug:known_id>/<slug:field>/", correcting.correct, name="correct"),
    path("cases/<str:ref>/check/", views.check, name="check"),
    path("cases/<str:ref>/pay/", paying.pay, name="pay"),
    path("cases/<str:ref>/withdraw/", views.withdraw, name="withdraw"),
    path("cases/<str:ref>/messages/", conversation_views.of_applicant, name="messages"),
    path("cases/<str:ref>/appeal/", appeal_views.appeal, name="appeal"),
    path("desk/", queue_views.queue, name="queue"),
    path("desk/assign/", queue_views.assign, name="assign"),
    path("given/", after_desk.given, name="given"),
    path("given/<str:ref>/", after_desk.measure, name="measure"),
    path("opinions/<uuid:opinion_id>/", opinion_views.opinion, name="opinion"),
    path("desk/<str:ref>/about/", after_desk.about, name="about"),
    path("desk/<str:ref>/", desk.work, name="work"),
    path("desk/<str:ref>/take/", desk.take, name="take"),
    path("desk/<str:ref>/messages/", conversation_views.of_officer, name="desk_messages"),
    path("desk/<str:ref>/release/", desk.release, name="release"),
    path("desk/<str:ref>/hand-on/", desk.hand_on, name="hand_on"),
    path("desk/<str:ref>/decide/", desk.decide, name="decide"),
]
