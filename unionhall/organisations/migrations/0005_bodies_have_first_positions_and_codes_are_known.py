from datetime import date

from django.db import migrations

BEGINNING = date(1900, 1, 1)
COLUMNS = ("at_national", "at_province", "at_city", "at_county", "at_township", "at_union")


def write_first_positions(apps, schema_editor):
    """Every body stands where it stands as far back as the register goes; a closed one until its last day."""
    from unionhall.core.ids import new_id

    Organisation = apps.get_model("organisations", "Organisation")
    Position = apps.get_model("organisations", "Position")
    rows = Organisation.objects.order_by("pk").values("pk", "parent", "name", "closed_on", *COLUMNS)
    batch = []
    for row in rows.iterator(chunk_size=5_000):
        where = {column: row[column] for column in COLUMNS}
        batch.append(
            Position(
                id=new_id(), organisation_id=row["pk"], parent_id=row["parent"], name=row["name"], since=BEGINNING,
                until=row["closed_on"], **where,
            )
        )
        if len(batch) == 5_000:
            Position.objects.bulk_create(batch)
            batch = []
    Position.objects.bulk_create(batch)


def enter_shipped_codes(apps, schema_editor):
    """The codes of provinces, cities and counties since 1980, from the list in the package."""
    from unionhall.core.ids import new_id
    from unionhall.organisations.lists import shipped_codes

    DivisionCode = apps.get_model("organisations", "DivisionCode")
    DivisionCode.objects.bulk_create(
        [
            DivisionCode(
                id=new_id(), code=line.code, name=line.name, level=line.level, province=line.province, city=line.city,
                since=line.since, until=line.until, became=line.became,
            )
            for line in shipped_codes()
        ],
        batch_size=2_000,
    )


class Migration(migrations.Migration):

    dependencies = [("organisations", "0004_tree_is_known_on_any_day")]

    operations = [
        migrations.RunPython(write_first_positions, migrations.RunPython.noop),
        migrations.RunPython(enter_shipped_codes, migrations.RunPython.noop),
    ]
