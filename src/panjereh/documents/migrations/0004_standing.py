import django.db.models.deletion
from django.db import migrations, models

from panjereh.kernel.wall import MACHINE, wall

OF_A_SEEN_DOCUMENT = "EXISTS (SELECT 1 FROM documents_document d WHERE d.id = document_id)"


class Migration(migrations.Migration):
    """What becomes of a document after it was issued; whoever may see the document sees that."""

    dependencies = [("documents", "0003_kept")]

    operations = [
        migrations.AddField("document", "suspended_at", models.DateTimeField(null=True)),
        migrations.CreateModel(
            name="StandingChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("standing", models.CharField(max_length=16)),
                ("reason", models.JSONField()),
                ("law", models.JSONField()),
                ("source", models.CharField(max_length=128, unique=True)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="documents.document",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="standingchange",
            index=models.Index(fields=["document", "-at"], name="documents_changes"),
        ),
        wall("documents_standingchange", read=OF_A_SEEN_DOCUMENT, write=MACHINE, append_only=True),
    ]
