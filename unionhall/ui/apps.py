from django.apps import AppConfig
from django.core.validators import MaxLengthValidator
from django.utils.translation import ngettext_lazy


class UiConfig(AppConfig):
    name = "unionhall.ui"
    label = "ui"

    def ready(self) -> None:
        # Django's own words speak of variables and strings; these stand under a field in which somebody writes a letter.
        MaxLengthValidator.message = ngettext_lazy(
            "At most %(limit_value)d character fits here, and there are %(show_value)d. Make it shorter.",
            "At most %(limit_value)d characters fit here, and there are %(show_value)d. Make it shorter.",
            "limit_value",
        )
