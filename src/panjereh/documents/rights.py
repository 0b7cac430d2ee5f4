from __future__ import annotations

from panjereh.documents.models import Document
from panjereh.kernel.act import Act
from panjereh.kernel.rights import allow


@allow("documents.own_paper", "download", Document)
def own_paper(act: Act, document: Document) -> bool:
    """The holder takes their document."""
    return act.principal is not None and document.holder == act.principal
