from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations

REFUSE = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is only added to', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
"""


class Migration(migrations.Migration):
    """What the walls and journals of every room stand on."""

    dependencies = [("kernel", "0001_initial")]

    operations = [
        BtreeGistExtension(),
        TrigramExtension(),
        migrations.RunSQL(REFUSE, "DROP FUNCTION refuse_change()"),
    ]
