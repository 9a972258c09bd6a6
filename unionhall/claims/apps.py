from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    name = "unionhall.claims"
    label = "claims"
