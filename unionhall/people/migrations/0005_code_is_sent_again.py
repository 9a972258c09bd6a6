"""The text of a code waits, sealed, until it has left; a job tries again while the code is valid."""

from django.db import migrations, models

import unionhall.core.sealed


class Migration(migrations.Migration):

    dependencies = [("people", "0004_mandate_waits_for_its_answer")]

    operations = [
        migrations.AddField("signincode", "attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts to send")),
        migrations.AddField("signincode", "delivered_at", models.DateTimeField(blank=True, null=True, verbose_name="handed to the gateway at")),
        migrations.AddField("signincode", "failed_at", models.DateTimeField(blank=True, null=True, verbose_name="given up at")),
        migrations.AddField("signincode", "phone", unionhall.core.sealed.SealedTextField(blank=True, default="", verbose_name="phone")),
        migrations.AddField("signincode", "text", unionhall.core.sealed.SealedTextField(blank=True, default="", verbose_name="text to be sent")),
    ]
