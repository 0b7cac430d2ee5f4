from django.db import migrations

from panjereh.kernel.wall import HUMAN, MACHINE, wall

OWN_NUMBER = f"number_index = (SELECT p.number_index FROM identity_party p WHERE p.id = {HUMAN})"


class Migration(migrations.Migration):
    """Factors, tries and ways back in are for their person's eyes; the machine checks and keeps house."""

    dependencies = [
        ("identity", "0004_entries_and_recoveries"),
        ("kernel", "0002_wall"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [
        wall("identity_entry", read=f"{OWN_NUMBER} OR {MACHINE}", write=MACHINE),
        wall("identity_recovery", read=f"party = {HUMAN} OR {MACHINE}"),
        wall("mfa_authenticator", read=f"user_id = {HUMAN} OR {MACHINE}"),
    ]
