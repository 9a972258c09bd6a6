"""A mandate counts once the other side accepts it. Papers were signed by both; whoever else acts today is asked once more."""

from datetime import timedelta

from django.db import migrations, models
from django.db.models import F, Q

from unionhall.core import clock

PAPER = "paper"


def settle_those_on_record(apps, schema_editor):
    Mandate = apps.get_model("people", "Mandate")
    Mandate.objects.filter(basis=PAPER).update(accepted_at=F("recorded_at"))
    Mandate.objects.filter(accepted_at__isnull=True).update(answer_by=clock.today() + timedelta(days=14))


class Migration(migrations.Migration):

    dependencies = [("people", "0003_mandate_keeps_the_name_given")]

    operations = [
        migrations.AddField("mandate", "answer_by", models.DateField(blank=True, null=True, verbose_name="to be answered by")),
        migrations.AddField("mandate", "accepted_at", models.DateTimeField(blank=True, null=True, verbose_name="said yes at")),
        migrations.AddField("mandate", "declined_at", models.DateTimeField(blank=True, null=True, verbose_name="said no at")),
        migrations.AlterField(
            "mandate",
            "basis",
            models.CharField(
                choices=[
                    ("paper", "signed on paper by both"),
                    ("telephone", "given by telephone, called back"),
                    ("in_person", "given in person"),
                    ("online", "given online by the worker"),
                ],
                max_length=12,
                verbose_name="basis",
            ),
        ),
        migrations.RunPython(settle_those_on_record, migrations.RunPython.noop),
        migrations.AddConstraint(
            "mandate",
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(declined_at__isnull=True),
                name="a_mandate_is_accepted_or_declined",
                violation_error_message="This mandate was answered already.",
            ),
        ),
        migrations.AddConstraint(
            "mandate",
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=False) | Q(answer_by__isnull=False),
                name="an_open_mandate_is_answered_by_a_day",
                violation_error_message="Name the last day for an answer.",
            ),
        ),
    ]
