from django.db import migrations, models


class Migration(migrations.Migration):
    """A renewed document says that a newer one has taken its place."""

    dependencies = [("documents", "0004_standing")]

    operations = [migrations.AddField("document", "replaced_at", models.DateTimeField(null=True))]
