from django.db import migrations

KEEP = """
CREATE FUNCTION refuse_version_rewrite() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.approved_at IS NULL
       AND to_jsonb(OLD) - '{approved_at,approved_by,alone}'::text[]
         = to_jsonb(NEW) - '{approved_at,approved_by,alone}'::text[] THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a published version is never changed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER catalogue_version_kept BEFORE UPDATE OR DELETE ON catalogue_serviceversion
    FOR EACH ROW EXECUTE FUNCTION refuse_version_rewrite();
"""


class Migration(migrations.Migration):
    """A version is approved once and never changed; nothing here is about a person."""

    dependencies = [("catalogue", "0001_initial"), ("kernel", "0002_wall")]

    operations = [
        migrations.RunSQL(
            KEEP,
            "DROP TRIGGER catalogue_version_kept ON catalogue_serviceversion;"
            " DROP FUNCTION refuse_version_rewrite()",
        ),
    ]
