import django.contrib.postgres.fields
from django.db import migrations, models
from django.db.models import Q

from panjereh.kernel.wall import AGENCIES, HUMAN, MACHINE, wall


class Migration(migrations.Migration):
    """Lists find cases by whose turn it is; staff know each other by name in their agency alone."""

    dependencies = [("cases", "0003_traced_now")]

    operations = [
        migrations.AddField("case", "turn", models.CharField(max_length=16, default="")),
        migrations.AddField(
            "case",
            "roles",
            django.contrib.postgres.fields.ArrayField(models.CharField(max_length=64), default=list),
        ),
        migrations.AddIndex("case", models.Index(fields=["id"], name="cases_unplaced", condition=Q(turn=""))),
        migrations.CreateModel(
            name="Colleague",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "agency", "party", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("agency", models.CharField(max_length=64)),
                ("party", models.UUIDField()),
                ("name", models.JSONField()),
            ],
        ),
        wall(
            "cases_colleague",
            read=f"{MACHINE} OR agency = ANY ({AGENCIES})",
            write=f"{MACHINE} OR (party = {HUMAN} AND agency = ANY ({AGENCIES}))",
        ),
    ]
