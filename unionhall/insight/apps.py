from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "unionhall.insight"
    label = "insight"
