from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "unionhall.desk"
    label = "desk"
