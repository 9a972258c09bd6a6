from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "unionhall.notices"
    label = "notices"
