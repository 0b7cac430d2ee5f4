from __future__ import annotations

from panjereh.catalogue.actions import ServiceOf
from panjereh.kernel.act import Act
from panjereh.kernel.rights import allow

DESIGNER = "service_designer"


@allow("catalogue.designer_of_agency", "publish", ServiceOf)
def designer_of_agency(act: Act, thing: ServiceOf) -> bool:
    """A named designer of the agency proposes and approves its services."""
    return act.human is not None and act.holds(thing.agency, DESIGNER)
