"""The addresses of signing in and of the own account."""

from django.urls import path

from grants.portal.account import by_link, by_openid, entering, views

urlpatterns = [
    path("inloggen/", entering.SignIn.as_view(), name="sign-in"),
    path("inloggen/code/", entering.code, name="sign-in-code"),
    path("inloggen/passkey/", entering.passkey, name="sign-in-passkey"),
    path("inloggen/via/<slug:kind>/", by_openid.leave, name="sign-in-openid"),
    path("inloggen/terug/<slug:kind>/", by_openid.back, name="sign-in-openid-back"),
    path("inloggen/kennismaken/", by_openid.introduce, name="introduce"),
    path("inloggen/link/", by_link.ask, name="ask-link"),
    path("inloggen/link/verstuurd/", by_link.sent, name="link-sent"),
    path("inloggen/link/<str:token>/", by_link.follow, name="follow-link"),
    path("inloggen/wachtwoord/", by_link.choose, name="choose-password"),
    path("uitloggen/", entering.sign_out, name="sign-out"),
    path("mijn-account/", views.account, name="account"),
    path("mijn-account/app/", views.app, name="account-app"),
    path("mijn-account/passkey/", views.passkey, name="account-passkey"),
    path("mijn-account/herstelcodes/", views.recovery_codes, name="account-codes"),
    path("mijn-account/weg/<uuid:factor>/", views.remove, name="account-remove"),
    path("mijn-account/wachtwoord/", views.password, name="account-password"),
]
