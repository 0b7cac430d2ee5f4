"""Issued documents: found by their code, opened by their holder, verified by anyone."""

from __future__ import annotations

from django.db import models

from panjereh.kernel.codes import new_uuid


class Document(models.Model):
    """One document as it was issued. `code_index` and `digest` find it; the rest of it is sealed for its holder."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    code_index = models.BinaryField(max_length=16, unique=True)
    digest = models.BinaryField(max_length=32, unique=True)  # SHA-256 of the PDF
    holder = models.UUIDField()
    case_ref = models.CharField(max_length=32)
    source = models.CharField(max_length=128, unique=True)
    service = models.CharField(max_length=128)
    agency = models.CharField(max_length=64)
    title = models.JSONField()  # {fa, en}
    language = models.CharField(max_length=2)
    issued_at = models.DateTimeField()
    valid_until = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)
    suspended_at = models.DateTimeField(null=True)
    replaced_at = models.DateTimeField(null=True)
    is_sample = models.BooleanField(default=False)
    facts = models.BinaryField()  # sealed: {code, holder_name, rows}
    pdf = models.BinaryField()  # sealed: the bytes that were issued

    class Meta:
        indexes = [models.Index(fields=["holder", "-issued_at"], name="documents_holder")]


class StandingChange(models.Model):
    """One change of a document's standing, told to whoever verifies it. `source` makes it happen once."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="changes")
    at = models.DateTimeField()
    standing = models.CharField(max_length=16)  # valid · suspended · revoked · replaced
    reason = models.JSONField()  # {fa, en}, or empty where the service doesn't make it public
    law = models.JSONField()  # {fa, en}
    source = models.CharField(max_length=128, unique=True)

    class Meta:
        indexes = [models.Index(fields=["document", "-at"], name="documents_changes")]
