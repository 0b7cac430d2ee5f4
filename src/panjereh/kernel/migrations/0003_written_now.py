from django.db import migrations

# Our own transaction and its savepoints have the numbers from `own` on; a row that we see and whose maker
# is still in progress is ours. xmin counts 32 bits and pg_xact_status wants 64, hence the distance.
WRITTEN_NOW = """
CREATE FUNCTION written_now(made xid) RETURNS boolean LANGUAGE sql STABLE PARALLEL RESTRICTED AS $$
    SELECT coalesce((
        SELECT CASE WHEN beyond < 2147483648
                    THEN pg_xact_status((own + beyond)::text::xid8) = 'in progress' END
        FROM (SELECT own, mod(made::text::bigint - own % 4294967296 + 4294967296, 4294967296) AS beyond
              FROM (SELECT pg_current_xact_id_if_assigned()::text::bigint AS own) AS we) AS distance
        WHERE own IS NOT NULL), false)
$$
"""


class Migration(migrations.Migration):
    """Policies can ask whether a row was written in the open transaction."""

    dependencies = [("kernel", "0002_wall")]

    operations = [migrations.RunSQL(WRITTEN_NOW, "DROP FUNCTION written_now(xid)")]
