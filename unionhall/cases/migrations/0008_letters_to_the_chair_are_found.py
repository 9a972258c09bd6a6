from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0007_routing_rules"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("to_chair", True)), fields=["due_on", "id"], name="case_to_chair"
            ),
        ),
    ]
