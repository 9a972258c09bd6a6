"""Where a production server enters: `granian --interface wsgi config.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import resolve
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ["UNIONHALL_SERVING"] = "1"

from config.env import environment

application = get_wsgi_application()
resolve("/healthz")  # reads every module's addresses now, not during the first visit
if environment().trusted_proxies:
    application = wrap_wsgi_with_proxy_headers(application, environment().trusted_proxies)
