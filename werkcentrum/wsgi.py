"""Entry point of the web server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werkcentrum.settings")
os.environ["WERKCENTRUM_WEB"] = "1"
application = get_wsgi_application()

from werkcentrum.hardening.start import refuse_to_start_wrongly  # noqa: E402

refuse_to_start_wrongly()
