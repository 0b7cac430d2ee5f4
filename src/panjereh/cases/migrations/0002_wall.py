from django.db import migrations

from panjereh.kernel.wall import ACTOR, AGENCIES, MACHINE, append_only_sql, token, wall

OF_A_SEEN_CASE = "EXISTS (SELECT 1 FROM cases_case c WHERE c.id = case_id)"
OWN = f"EXISTS (SELECT 1 FROM cases_case c WHERE c.id = case_id AND c.principal = {ACTOR})"
TRACED = f"""EXISTS (
    SELECT 1 FROM access_trace t
    WHERE t.id = {token("reading", "uuid")} AND t.source = 'case' AND t.object_index = uuid_send(case_id))"""


class Migration(migrations.Migration):
    """A case is its principal's and, once submitted, its agency's; its papers open to staff by a trace alone."""

    dependencies = [("cases", "0001_initial"), ("access", "0002_wall")]

    operations = [
        wall(
            "cases_case",
            read=f"principal = {ACTOR} OR {MACHINE} OR (agency = ANY ({AGENCIES}) AND status <> 'draft')",
        ),
        wall("cases_caseevent", read=OF_A_SEEN_CASE),
        migrations.RunSQL(
            append_only_sql("cases_caseevent"), "DROP TRIGGER cases_caseevent_append_only ON cases_caseevent"
        ),
        wall("cases_paper", read=f"{MACHINE} OR {OWN} OR {TRACED}"),
    ]
