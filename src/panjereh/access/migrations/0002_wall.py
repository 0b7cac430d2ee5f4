from django.db import migrations

from panjereh.kernel.wall import ACTOR, HUMAN, MACHINE, wall


class Migration(migrations.Migration):
    """A trace is seen by the person it is about and by who made it, and never changed."""

    dependencies = [("access", "0001_initial"), ("kernel", "0002_wall")]

    operations = [
        wall(
            "access_trace",
            read=f"subject = {ACTOR} OR human = {HUMAN} OR {MACHINE}",
            write=f"human = {HUMAN} OR {MACHINE}",
            append_only=True,
        ),
    ]
