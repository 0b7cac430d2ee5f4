from django.db import migrations

from panjereh.kernel.wall import kept


class Migration(migrations.Migration):
    """Whoever shows a document's code sees the row and must not be able to take it away."""

    dependencies = [("documents", "0002_wall")]

    operations = [kept("documents_document")]
