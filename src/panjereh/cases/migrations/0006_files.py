import django.db.models.deletion
from django.db import migrations, models

import panjereh.kernel.codes
from panjereh.kernel.wall import ACTOR, MACHINE, WRITTEN_NOW, kept, token, wall

OWN = f"EXISTS (SELECT 1 FROM cases_case c WHERE c.id = case_id AND c.principal = {ACTOR})"
TRACED = f"""EXISTS (
    SELECT 1 FROM access_trace t
    WHERE t.id = {token("reading", "uuid")} AND t.source = 'case' AND t.object_index = uuid_send(case_id)
    AND {WRITTEN_NOW})"""


class Migration(migrations.Migration):
    """Files of a case: its principal's, open to staff by a trace of this transaction; staff adds none."""

    dependencies = [("cases", "0005_appeal")]

    operations = [
        migrations.CreateModel(
            name="CaseFile",
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
                ("address", models.BinaryField(max_length=32)),
                ("kind", models.CharField(max_length=8)),
                ("size", models.PositiveBigIntegerField()),
                ("sent", models.PositiveBigIntegerField()),
                ("name", models.BinaryField()),
                ("at", models.DateTimeField()),
                ("held", models.BooleanField(default=False)),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["address"], name="cases_file_address"),
                    models.Index(
                        condition=models.Q(("held", False)), fields=["at"], name="cases_file_unheld"
                    ),
                ],
                "constraints": [models.UniqueConstraint(fields=("case", "address"), name="cases_file_once")],
            },
        ),
        wall("cases_casefile", read=f"{MACHINE} OR {OWN} OR {TRACED}", write=f"{MACHINE} OR {OWN}"),
        kept("cases_casefile"),
    ]
