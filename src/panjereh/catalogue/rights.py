from __future__ import annotations

from panjereh.catalogue.actions import ServiceOf
from panjereh.kernel.act import Act
from panjereh.kernel.rights import allow

DESIGNER, PUBLISHER = "service_designer", "publisher"


@allow("catalogue.designer_of_agency", "publish", ServiceOf)
def designer_of_agency(act: Act, thing: ServiceOf) -> bool:
    """A named designer or publisher of the agency proposes its services; another one approves."""
    return act.holds(thing.agency, DESIGNER) or act.holds(thing.agency, PUBLISHER)
