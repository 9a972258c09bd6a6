"""The trail is filtered by kind of act and by body, each newest first."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0001_initial'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='auditentry',
            index=models.Index(fields=['verb', 'at', 'id'], name='audit_by_verb'),
        ),
        migrations.AddIndex(
            model_name='auditentry',
            index=models.Index(fields=['organisation_id', 'at', 'id'], name='audit_by_organisation'),
        ),
    ]
