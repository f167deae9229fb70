"""The choice of a language, which everybody may make.

It asks for no token: it does nothing but to the pages of who chooses, and a token would set a cookie on every page that offers the choice.
"""

from django.contrib.auth.decorators import login_not_required
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

choose = csrf_exempt(login_not_required(set_language))
