import django.db.models.deletion
from django.db import migrations, models

from panjereh.kernel.wall import ACTOR, AGENCIES, MACHINE, WRITTEN_NOW, token, wall

OWN_SIDE = f"principal = {ACTOR} OR {MACHINE}"
HEARS = f"""EXISTS (
    SELECT 1 FROM cases_appeal a, access_trace t
    WHERE a.about_id = cases_case.id AND a.agency = ANY ({AGENCIES})
      AND t.id = {token("reading", "uuid")} AND t.source = 'case' AND t.object_index = uuid_send(cases_case.id)
      AND {WRITTEN_NOW})"""
# Of a case that one may write to: seeing it for an appeal is not enough.
OWN_CASE = f"""{MACHINE} OR EXISTS (
    SELECT 1 FROM cases_case c
    WHERE c.id = case_id AND (c.principal = {ACTOR} OR c.agency = ANY ({AGENCIES})))"""


def restrictive(table: str, command: str) -> migrations.RunSQL:
    name = f"{table}_written_{command.lower()}"
    check = f"WITH CHECK ({OWN_CASE})" if command == "INSERT" else f"USING ({OWN_CASE})"
    return migrations.RunSQL(
        [(f"CREATE POLICY {name} ON {table} AS RESTRICTIVE FOR {command} {check}", None)],
        [(f"DROP POLICY {name} ON {table}", None)],
    )


class Migration(migrations.Migration):
    """Which case appeals against which; who hears an appeal reads the one case that it is about, traced."""

    dependencies = [("cases", "0004_places"), ("access", "0002_wall"), ("kernel", "0003_written_now")]

    operations = [
        migrations.CreateModel(
            name="Appeal",
            fields=[
                (
                    "appeal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="appeals",
                        serialize=False,
                        to="cases.case",
                    ),
                ),
                ("decision", models.PositiveIntegerField()),
                ("agency", models.CharField(max_length=64)),
                ("about_agency", models.CharField(max_length=64)),
                ("principal", models.UUIDField()),
                ("at", models.DateTimeField()),
                (
                    "about",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appealed_by",
                        to="cases.case",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="appeal",
            index=models.Index(fields=["about", "decision"], name="cases_appeals_of"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["agency", "-submitted_at"],
                name="cases_given",
                condition=models.Q(("status__in", ["ended", "finishing"])),
            ),
        ),
        wall(
            "cases_appeal",
            read=f"{OWN_SIDE} OR agency = ANY ({AGENCIES})",
            write=OWN_SIDE,
            append_only=True,
        ),
        migrations.RunSQL(
            [(f"CREATE POLICY cases_case_heard ON cases_case FOR SELECT USING ({HEARS})", None)],
            [("DROP POLICY cases_case_heard ON cases_case", None)],
        ),
        restrictive("cases_caseevent", "INSERT"),
        restrictive("cases_paper", "INSERT"),
        restrictive("cases_paper", "UPDATE"),
    ]
