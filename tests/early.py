"""Loaded by pytest before anything else (`-p tests.early`): tests run in test mode, whatever the shell says."""

import os

os.environ["UNIONHALL_MODE"] = "test"
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
