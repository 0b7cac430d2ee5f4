from django.db import migrations

from panjereh.kernel.wall import ACTOR, MACHINE, token, wall


class Migration(migrations.Migration):
    """A document is seen by its holder, and by whoever shows its code or the very file."""

    dependencies = [("documents", "0001_initial"), ("kernel", "0002_wall")]

    operations = [
        wall(
            "documents_document",
            read=(
                f"holder = {ACTOR} OR {MACHINE} OR encode(code_index, 'hex') = {token('code')}"
                f" OR encode(digest, 'hex') = {token('digest')}"
            ),
            write=MACHINE,
        ),
    ]
