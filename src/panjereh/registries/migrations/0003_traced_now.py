from django.db import migrations

from panjereh.kernel.wall import ACTOR, WRITTEN_NOW, reworded, token

OWN = f"subject = {ACTOR} OR register = {token('entering')}"
TRACED = f"""EXISTS (
    SELECT 1 FROM access_trace t
    WHERE t.id = {token("reading", "uuid")} AND t.source = registries_record.register
      AND (t.object_index = registries_record.key_index OR t.subject = registries_record.subject)"""


class Migration(migrations.Migration):
    """The trace that opens a record is one of this very transaction."""

    dependencies = [("registries", "0002_wall"), ("kernel", "0003_written_now")]

    operations = [
        reworded(
            "registries_record",
            read=f"{OWN} OR {TRACED} AND {WRITTEN_NOW})",
            write=f"register = {token('entering')}",
            before=f"{OWN} OR {TRACED})",
        ),
    ]
