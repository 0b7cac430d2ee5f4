"""What the look at health asks about payments, over a connection of its own and before any models are there."""

from typing import LiteralString

# Payments unknown for too long, refunds that failed, seconds of silence.
TROUBLES: LiteralString = """
SELECT (SELECT count(*) FROM money_payment WHERE state = 'submitted' AND started_at < now() - interval '1 hour'),
    (SELECT count(*) FROM money_refund WHERE state = 'error'),
    (SELECT max(extract(epoch FROM now() - silent_since))::bigint FROM money_providerstate)
"""
