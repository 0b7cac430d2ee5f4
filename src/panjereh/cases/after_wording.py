"""Events after a decision as sentences for people."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from panjereh.flow.model import Service

AFTER_TITLES: Mapping[str, Callable[[Service, Mapping[str, Any]], str]] = {
    "AppealLodged": lambda s, d: _("Appeal received"),
    "AppealDropped": lambda s, d: _("The appeal ended without a decision"),
    "DecisionUpheld": lambda s, d: _("The appeal did not succeed; the decision stays"),
    "DecisionOverturned": lambda s, d: _("The appeal succeeded; the decision was overturned"),
    "MeasureProposed": lambda s, d: _("A measure was proposed; a second officer looks at it"),
    "MeasureDropped": lambda s, d: _("The proposed measure was turned down"),
    "OutcomeSuspended": lambda s, d: _("Suspended"),
    "OutcomeRevoked": lambda s, d: _("Revoked"),
    "OutcomeReinstated": lambda s, d: (
        _("The suspension was lifted")
        if d["to"] == "valid" and "officer" in d
        else _("In force again")
        if d["to"] == "valid"
        else _("The revocation fell; the suspension stays")
    ),
    "EntryRestated": lambda s, d: _("The register says so"),
    "DocumentMarked": lambda s, d: _("Whoever verifies the document sees it"),
    "OverturnDelivered": lambda s, d: _("The decision was overturned"),
    "UpholdDelivered": lambda s, d: _("The decision stays"),
}
