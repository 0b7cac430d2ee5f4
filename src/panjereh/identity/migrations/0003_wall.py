from django.db import migrations

from panjereh.kernel.wall import HUMAN, MACHINE, wall


class Migration(migrations.Migration):
    """What a person sends and where they are signed in is theirs alone; the machine keeps house."""

    dependencies = [("identity", "0002_visits_and_parked_forms"), ("kernel", "0002_wall")]

    operations = [
        wall("identity_visit", read=f"party = {HUMAN} OR {MACHINE}"),
        wall("identity_parkedform", read=f"party = {HUMAN} OR {MACHINE}"),
    ]
