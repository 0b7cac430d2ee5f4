"""Tables without domain words: the keys of persons, and counters of attempts."""

from __future__ import annotations

from django.db import models


class HolderKey(models.Model):
    """The data key of one person, firm or register, wrapped under the installation's key.

    Without it everything sealed for the holder is unreadable for ever: that is lawful erasure.
    """

    holder = models.UUIDField(primary_key=True)
    wrapped = models.BinaryField(null=True)
    made_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(erased_at__isnull=True, wrapped__isnull=False)
                | models.Q(erased_at__isnull=False, wrapped__isnull=True),
                name="kernel_key_erased_or_held",
            )
        ]


class Attempts(models.Model):
    """How often something was tried in one window of time (`key` is a keyed digest, never the thing itself)."""

    pk = models.CompositePrimaryKey("key", "window")
    key = models.BinaryField(max_length=16)
    window = models.DateTimeField()
    tried = models.PositiveIntegerField()
