"""The steps of one example, and whether the case came out as it expects."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from panjereh.catalogue.examples.afterwards import about_of, hear_appeal, take_measure
from panjereh.catalogue.examples.answers import read_answers
from panjereh.catalogue.examples.expectations import differences
from panjereh.catalogue.examples.payments import pay
from panjereh.catalogue.examples.trial import APPLICANT, FIRST_DAY, OutOfTime, Trial, digest_of
from panjereh.catalogue.folder.country import Country
from panjereh.catalogue.folder.messages import say
from panjereh.catalogue.folder.parts import date_of, span_of
from panjereh.catalogue.folder.reading import Document, Path
from panjereh.catalogue.folder.records import read_record
from panjereh.flow.asking import pages_of_stage
from panjereh.flow.compiling import Version
from panjereh.flow.course import NotNow, VerbNotYetRun
from panjereh.flow.effort import Effort
from panjereh.flow.findings import Finding
from panjereh.flow.model import Text
from panjereh.flow.state import Decide, GiveOpinion, Submit, Withdraw

# The name that an example gives to the applicant's birth date.
_BORN = {"born": "birth_date"}
_OF_THE_ACCOUNT = ("kind",)


class Run:
    """One example on its way."""

    def __init__(
        self,
        version: Version,
        country: Country,
        document: Document,
        said: Mapping[str, Any],
        effort: Effort,
    ) -> None:
        self.version = version
        self.country = country
        self.document = document
        self.said = said
        self.effort = effort
        self.findings: list[Finding] = []
        self.trial: Trial | None = None

    def go(self) -> tuple[Finding, ...]:
        """Run it; gives every difference from what it expects. Stops at the first step that can't be done."""
        try:
            if self._prepare():
                self._steps()
        except OutOfTime:
            self._say((), "examples_too_slow")
        return tuple(self.findings)

    def _say(self, path: Path, key: str, **words: object) -> None:
        self.findings.append(say(self.document.place(*path), key, **words))

    def _prepare(self) -> bool:
        day = date_of(self.said["on"]) if "on" in self.said else FIRST_DAY
        if day is None:
            self._say(("on",), "not_date", value="on")
            return False
        who = self.said["who"]
        applicant = {"kind": who.get("kind", "citizen"), "assurance": self.version.service.assurance}
        self.trial = Trial.on(day, self.version, self.country, applicant, self.effort)
        self.findings += self.trial.registers.put(self.document, ("registers",), self.said["registers"])
        self._put_applicant(self.trial, who)
        if self.findings:
            return False
        self.trial.begin(about_of(self.version.service, self.said.get("about", {}), day))
        return True

    def _put_applicant(self, trial: Trial, who: Mapping[str, Any]) -> None:
        """`who` is the applicant's record in the register behind `known.applicant`."""
        known = self.version.service.known.get("applicant")
        said = {_BORN.get(name, name): value for name, value in who.items() if name not in _OF_THE_ACCOUNT}
        register = self.country.registers.get(known.register) if known else None
        if register is None:
            return
        record = read_record(register, said, self.document, ("who",), self.findings)
        subject = register.subject or ""
        held = trial.registers.holds.get(register.id, [])
        if isinstance(held, list) and not any(one.get(subject) in (None, APPLICANT) for one in held):
            trial.registers.holds[register.id] = [{**record, subject: APPLICANT}, *held]

    def _steps(self) -> None:
        first: list[tuple[str, Any, Path]] = [("answer", self.said["answers"], ("answers",))]
        steps = self.said.get("steps", [])
        for index, step in enumerate(steps):
            verb, value = next(iter(step.items()))
            first.append((verb, value, ("steps", index, verb)))
        if "expect" in self.said:
            first.append(("expect", self.said["expect"], ("expect",)))
        for verb, value, path in first:
            if not self._one(verb, value, path):
                return

    def _one(self, verb: str, value: Any, path: Path) -> bool:
        before = len(self.findings)
        try:
            _STEPS[verb](self, value, path)
        except NotNow as not_now:
            reason = Text(not_now.message("fa"), not_now.message("en"))
            self._say(path, "example_not_now", reason=reason)
        except VerbNotYetRun as not_run:
            self._say(path, "example_verb", verb=not_run.verb)
        for key, words in self._case.faults:
            self._say(path, key, **words)
        self._case.faults.clear()
        return verb == "expect" or len(self.findings) == before

    @property
    def _case(self) -> Trial:
        assert self.trial is not None
        return self.trial

    def _answer(self, said: Mapping[str, Any], path: Path) -> None:
        trial = self._case
        if self.version.service.stages[trial.state.stage].verb != "ask":
            self._say(path, "example_not_asked", stage=trial.state.stage)
            return
        pages = pages_of_stage(self.version, trial.state)
        answers, found = read_answers(
            self.version,
            trial.state,
            trial.papers,
            trial.now,
            said,
            pages,
            self.document,
            path,
            trial.registers,
        )
        self.findings += found
        if not found:
            trial.answers = answers
            trial.happens(Submit(digest_of(answers)))

    def _after(self, said: str, path: Path) -> None:
        try:
            self._case.after(span_of(said))
        except ValueError:
            self._say(path, "example_too_long")

    def _officer(self, said: Mapping[str, Any], path: Path) -> None:
        conditions, pages = tuple(said.get("conditions", ())), tuple(said.get("pages", ()))
        self._case.happens(Decide("officer-1", said["choose"], conditions, pages, digest_of(said)))
        if "second" in said:
            self._case.happens(Decide("officer-2", said["second"], conditions, pages, digest_of(said)))

    def _opinion(self, said: Mapping[str, Any], path: Path) -> None:
        self._case.happens(GiveOpinion("adviser-1", said["of"], said["choose"], digest_of(said)))

    def _registers(self, said: Mapping[str, Any], path: Path) -> None:
        self.findings += self._case.registers.put(self.document, path, said)

    def _withdraw(self, said: bool, path: Path) -> None:
        self._case.happens(Withdraw())

    def _appeal(self, said: str, path: Path) -> None:
        hear_appeal(self._case, said)

    def _measure(self, said: Mapping[str, Any], path: Path) -> None:
        take_measure(self._case, said["choose"], tuple(said.get("grounds", ())))

    def _pay(self, said: str, path: Path) -> None:
        fault = pay(self._case, said)
        if fault is not None:
            self._say(path, fault, stage=self._case.state.stage)

    def _expect(self, said: Mapping[str, Any], path: Path) -> None:
        for name, wanted, found in differences(self._case, said):
            self._say((*path, name), "example_differs", name=name, wanted=wanted, found=found)


_STEPS: Mapping[str, Callable[[Run, Any, Path], None]] = {
    "answer": Run._answer,
    "after": Run._after,
    "officer": Run._officer,
    "opinion": Run._opinion,
    "registers": Run._registers,
    "withdraw": Run._withdraw,
    "appeal": Run._appeal,
    "measure": Run._measure,
    "pay": Run._pay,
    "expect": Run._expect,
}
