import django.db.models.deletion
from django.db import migrations, models

import panjereh.kernel.codes
from panjereh.kernel.wall import ACTOR, AGENCIES, MACHINE, WRITTEN_NOW, kept, token, wall

ASKED = f"""EXISTS (
    SELECT 1 FROM cases_opinion o, access_trace t
    WHERE o.case_id = cases_case.id AND o.awaited AND o.agency = ANY ({AGENCIES})
      AND t.id = {token("reading", "uuid")} AND t.source = 'case' AND t.object_index = uuid_send(cases_case.id)
      AND {WRITTEN_NOW})"""


class Migration(migrations.Migration):
    """Opinions that other agencies are asked for; who is asked reads the one case, traced, while it is awaited."""

    dependencies = [("cases", "0006_files"), ("catalogue", "0002_wall")]

    operations = [
        migrations.CreateModel(
            name="Opinion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=panjereh.kernel.codes.new_uuid,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("branch", models.CharField(max_length=64)),
                ("agency", models.CharField(max_length=64)),
                ("role", models.CharField(max_length=64)),
                ("principal", models.UUIDField()),
                ("receipt", models.CharField(max_length=32)),
                ("ground", models.CharField(max_length=128)),
                ("due_on", models.DateField()),
                ("awaited", models.BooleanField(default=True)),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opinions",
                        to="cases.case",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="catalogue.serviceversion",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("awaited", True)),
                        fields=["agency", "due_on"],
                        name="cases_opinions_awaited",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "branch"), name="cases_opinion_once")
                ],
            },
        ),
        wall(
            "cases_opinion",
            read=f"{MACHINE} OR principal = {ACTOR} OR agency = ANY ({AGENCIES})",
            write=MACHINE,
        ),
        kept("cases_opinion"),
        migrations.RunSQL(
            [(f"CREATE POLICY cases_case_asked ON cases_case FOR SELECT USING ({ASKED})", None)],
            [("DROP POLICY cases_case_asked ON cases_case", None)],
        ),
    ]
