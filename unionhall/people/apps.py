from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "unionhall.people"
    label = "people"
