from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kernel", "0003_written_now")]

    operations = [
        migrations.CreateModel(
            name="Parked",
            fields=[
                ("index", models.BinaryField(max_length=16, primary_key=True, serialize=False)),
                ("sealed", models.BinaryField()),
                ("until", models.DateTimeField(db_index=True)),
            ],
        ),
    ]
