from django.db import migrations

from panjereh.kernel.wall import ACTOR, MACHINE, WRITTEN_NOW, kept, reworded, token

OWN = f"EXISTS (SELECT 1 FROM cases_case c WHERE c.id = case_id AND c.principal = {ACTOR})"
TRACED = f"""EXISTS (
    SELECT 1 FROM access_trace t
    WHERE t.id = {token("reading", "uuid")} AND t.source = 'case' AND t.object_index = uuid_send(case_id)"""


class Migration(migrations.Migration):
    """The trace that opens papers to staff is one of this transaction; the machine alone removes papers."""

    dependencies = [("cases", "0002_wall"), ("kernel", "0003_written_now")]

    operations = [
        reworded(
            "cases_paper",
            read=f"{MACHINE} OR {OWN} OR {TRACED} AND {WRITTEN_NOW})",
            before=f"{MACHINE} OR {OWN} OR {TRACED})",
        ),
        kept("cases_paper"),
    ]
