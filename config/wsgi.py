"""The entry of a web server: `gunicorn config.wsgi`. It does not start on a database whose guards were taken away."""

import os

from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()
call_command("check", databases=["default"])
