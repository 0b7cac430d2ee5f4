"""The whole check of a service folder: what publishing asks for, and `panjereh service check` prints."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from panjereh.catalogue.folder.afterwards import afterwards_findings
from panjereh.catalogue.folder.bundle import Bundle
from panjereh.catalogue.folder.contents import condition_findings, form_findings, unused_findings
from panjereh.catalogue.folder.corrections import correction_findings
from panjereh.catalogue.folder.hidden import shown
from panjereh.catalogue.folder.lists import list_findings
from panjereh.catalogue.folder.loading import Context, Loaded, load
from panjereh.catalogue.folder.matches import match_findings
from panjereh.catalogue.folder.messages import say
from panjereh.catalogue.folder.privacy import privacy_findings
from panjereh.catalogue.folder.references import reference_findings
from panjereh.catalogue.folder.repair import without_followups
from panjereh.catalogue.folder.schemas import schema
from panjereh.catalogue.folder.sections import section_findings
from panjereh.catalogue.folder.wording import language_findings, letter_findings
from panjereh.flow.compiling import Functions, Version, examine
from panjereh.flow.findings import Finding
from panjereh.flow.model import Place
from panjereh.flow.proving import not_yet_run

MOST = 200  # findings of one check


@dataclass(frozen=True, slots=True)
class Checked:
    """The version (None where something can't be compiled) and all findings, in the order of the files."""

    version: Version | None
    findings: tuple[Finding, ...]


def check_service(
    bundle: Bundle, context: Context, *, functions: Functions | None = None
) -> tuple[Finding, ...]:
    """Everything that keeps a folder from being published, but for its examples and table tests."""
    return check(bundle, context, functions=functions).findings


def check(bundle: Bundle, context: Context, *, functions: Functions | None = None) -> Checked:
    """The findings together with the version that the tests then run on."""
    loaded = load(bundle, context)
    found = [*_own_id(context), *loaded.findings]
    found += [*letter_findings(bundle), *language_findings(loaded.documents)]
    if loaded.service is None:
        return Checked(None, _ordered(found))
    if loaded.service.elsewhere is not None:
        return _told(loaded, context, found)
    said, form = loaded.documents["service.yaml"], loaded.documents["form.yaml"]
    examined = examine(loaded.service, functions=functions)
    further = [
        *reference_findings(loaded.service, said, context, loaded.letters),
        *afterwards_findings(loaded.service, said, context),
        *form_findings(loaded.service, form),
        *section_findings(loaded.service, form),
        *correction_findings(loaded.service, said, context.country),
        *list_findings(loaded.service, form, context.country),
        *match_findings(loaded.service, examined.version, form, context.country),
        *privacy_findings(loaded.service, examined.version, said, context.country),
        *condition_findings(loaded.service, examined, said, context.live),
        *unused_findings(loaded.service, said),
        *examined.findings,
        *not_yet_run(loaded.service),
    ]
    found += without_followups(further, loaded.repaired)
    return Checked(None if loaded.findings else examined.version, _ordered(found))


def _told(loaded: Loaded, context: Context, found: list[Finding]) -> Checked:
    """A service that is only told about: its names, and that no application of it is under way."""
    service, said = loaded.service, loaded.documents["service.yaml"]
    assert service is not None, "it was looked at before"
    found += reference_findings(service, said, context, loaded.letters)
    if context.live is not None and context.live.elsewhere is None:
        found.append(say(said.key("elsewhere"), "elsewhere_after"))
    for part in ("known", "fee", "uses", "outcome", "appeal", "about", "corrects", "parties"):
        if part in said.value:
            found.append(say(said.key(part), "elsewhere_part", part=part))
    return Checked(None if found else examine(service).version, _ordered(found))


def _own_id(context: Context) -> Iterator[Finding]:
    """The folder's path is the service's id; people read it in addresses."""
    if not re.fullmatch(schema("parts")["$defs"]["service_id"]["pattern"], context.service_id):
        yield say(Place(""), "folder_path", path=shown(context.service_id))


def _ordered(found: list[Finding]) -> tuple[Finding, ...]:
    """In the order of the files, each once; a folder with thousands of mistakes has one."""
    ordered = sorted(dict.fromkeys(found), key=lambda finding: finding.order)
    if len(ordered) > MOST:
        ordered[MOST:] = [say(ordered[MOST].place, "more_findings", more=len(ordered) - MOST)]
    return tuple(ordered)
