from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "unionhall.planning"
    label = "planning"
