from django.urls import path

from panjereh.identity import (
    factor_views,
    parked_views,
    recovery_views,
    security_views,
    staying,
    step_up_views,
    views,
)

app_name = "identity"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-in/factor/", views.second_factor, name="second_factor"),
    path("sign-in/passkey/", views.sign_in_with_passkey, name="sign_in_with_passkey"),
    path("sign-in/as/<slug:persona>/", views.sign_in_as, name="sign_in_as"),
    path("sign-in/stay/", staying.stay, name="stay"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("parked/<uuid:parked_key>/", parked_views.parked_form, name="parked"),
    path("step-up/", step_up_views.step_up, name="step_up"),
    path("identity-check/", step_up_views.proofing, name="proofing"),
    path("passkey/options/", step_up_views.passkey_options, name="passkey_options"),
    path("security/", security_views.overview, name="security"),
    path("security/password/", security_views.password, name="password"),
    path("security/sessions/end-others/", security_views.end_others, name="end_others"),
    path("security/sessions/<uuid:visit_id>/end/", security_views.end_one, name="end_session"),
    path("security/recovery/stop/", security_views.stop_own_recovery, name="stop_own_recovery"),
    path("security/code-app/", factor_views.code_app, name="code_app"),
    path("security/recovery-codes/", factor_views.recovery_codes, name="recovery_codes"),
    path("security/passkeys/", factor_views.passkeys, name="passkeys"),
    path("security/factors/<int:factor_id>/", factor_views.factor, name="factor"),
    path("recovery/", recovery_views.ask, name="recovery"),
    path("recovery/sent/", recovery_views.sent, name="recovery_sent"),
    path("recovery/finish/", recovery_views.finish, name="recovery_finish"),
    path("recovery/stop/<slug:stop_code>/", recovery_views.stop, name="recovery_stop"),
]
