from django.db import migrations

from panjereh.kernel.wall import ACTOR, MACHINE, wall


class Migration(migrations.Migration):
    """An inbox is its party's; the machine puts messages in and carries them."""

    dependencies = [("notices", "0001_initial"), ("kernel", "0002_wall")]

    operations = [
        wall("notices_notice", read=f"party = {ACTOR} OR {MACHINE}"),
        wall("notices_contact", read=f"party = {ACTOR} OR {MACHINE}"),
    ]
