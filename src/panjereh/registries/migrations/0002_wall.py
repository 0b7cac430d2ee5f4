from django.db import migrations

from panjereh.kernel.wall import ACTOR, token, wall

TRACED = f"""EXISTS (
    SELECT 1 FROM access_trace t
    WHERE t.id = {token("reading", "uuid")} AND t.source = registries_record.register
      AND (t.object_index = registries_record.key_index OR t.subject = registries_record.subject))"""

REFUSE_REWRITE = """
CREATE FUNCTION refuse_record_rewrite() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.superseded_at IS NULL AND NEW.superseded_at IS NOT NULL
       AND to_jsonb(OLD) - 'superseded_at' = to_jsonb(NEW) - 'superseded_at' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a record is superseded, never rewritten' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER registries_record_kept BEFORE UPDATE OR DELETE ON registries_record
    FOR EACH ROW EXECUTE FUNCTION refuse_record_rewrite();
"""


class Migration(migrations.Migration):
    """A record is seen by the person it is about, by a traced reading, or by whoever enters into its register."""

    dependencies = [("registries", "0001_initial"), ("access", "0002_wall")]

    operations = [
        wall(
            "registries_record",
            read=f"subject = {ACTOR} OR register = {token('entering')} OR {TRACED}",
            write=f"register = {token('entering')}",
        ),
        migrations.RunSQL(
            REFUSE_REWRITE,
            "DROP TRIGGER registries_record_kept ON registries_record; DROP FUNCTION refuse_record_rewrite()",
        ),
    ]
