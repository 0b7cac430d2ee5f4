from django.urls import path

from panjereh.money import views

app_name = "money"
urlpatterns = [
    path("pay/return/<uuid:payment_id>/", views.returned, name="returned"),
    path("pay/receipt/<uuid:payment_id>/", views.receipt, name="receipt"),
    path("pay/case/<uuid:payment_id>/", views.to_case, name="to_case"),
]
