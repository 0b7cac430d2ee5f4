from django.db import migrations

from panjereh.kernel.wall import ACTOR, AGENCIES, MACHINE, append_only_sql, token, wall

OF_A_SEEN_PAYMENT = "EXISTS (SELECT 1 FROM money_payment p WHERE p.id = payment_id)"
OWN = f"payer = {ACTOR} OR {MACHINE} OR agency = ANY ({AGENCIES})"


class Migration(migrations.Migration):
    """What is owed and paid is its payer's and its agency's; the machine alone writes it.

    Whoever knows a payment's id, as the browser that comes back from the bank does, sees that one row.
    """

    dependencies = [("money", "0001_initial"), ("kernel", "0002_wall")]

    operations = [
        wall("money_bill", read=OWN, write=MACHINE),
        wall("money_payment", read=f"{OWN} OR id = {token('payment', 'uuid')}", write=MACHINE),
        wall("money_paymentevent", read=OF_A_SEEN_PAYMENT, write=MACHINE),
        migrations.RunSQL(
            append_only_sql("money_paymentevent"),
            "DROP TRIGGER money_paymentevent_append_only ON money_paymentevent",
        ),
        wall("money_refund", read=OF_A_SEEN_PAYMENT, write=MACHINE),
        wall("money_startkey", read=f"account = {ACTOR} OR {MACHINE}", write=MACHINE),
    ]
