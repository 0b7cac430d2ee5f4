"""Reads models and cases of the DMN TCK and runs them: literal expressions, boxed contexts, own types.

Format: TCK test cases (namespace `http://www.omg.org/spec/DMN/20160719/testcase`) over DMN 1.5 models.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import parse

from panjereh.rules import FeelError, LimitExceeded, compile_expression, feel_text, to_feel
from panjereh.rules.conformance import coerce
from panjereh.rules.temporal_text import read_date, read_date_time, read_duration, read_time
from panjereh.rules.types import ANY, BY_NAME, ContextOf, FeelType, FunctionOf, ListOf, Named
from panjereh.rules.values import Context

_SCHEMA = "{http://www.w3.org/2001/XMLSchema-instance}"
_TOLERANCE = Decimal("0.00000001")  # the rule of the suite's own runners


class Unsupported(Exception):
    """A part of DMN that this reader doesn't know."""


@dataclass(frozen=True)
class Node:
    """One result that a case expects."""

    case: str
    name: str
    expected: Any
    inputs: Mapping[str, Any]


@dataclass(frozen=True)
class Verdict:
    """How one result node went; `key` is `folder/case/node`."""

    key: str
    expects_null: bool
    passed: bool
    found: str


def _local(element: Element) -> str:
    """The tag without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _children(element: Element, name: str) -> list[Element]:
    return [child for child in element if _local(child) == name]


def _child(element: Element, name: str) -> Element | None:
    found = _children(element, name)
    return found[0] if found else None


def _root(path: Path) -> Element:
    root = parse(path).getroot()
    assert root is not None
    return root


def _name(element: Element | None) -> str:
    return "" if element is None else element.get("name") or ""


@dataclass
class Model:
    """A model's decisions, inputs (names by id) and types."""

    decisions: dict[str, Element]
    inputs: dict[str, str]
    types: dict[str, FeelType] = field(default_factory=dict)

    def type_of(self, element: Element | None, attribute: str = "typeRef") -> FeelType:
        return self.type_named("" if element is None else element.get(attribute) or "")

    def type_named(self, name: str) -> FeelType:
        plain = name.rpartition(":")[2]
        return self.types.get(plain) or BY_NAME.get(plain) or ANY

    def value(self, name: str, given: Mapping[str, Any]) -> Any:
        """The value of a decision or input, after what it requires; what is wrong in it is null."""
        if name in given or name not in self.decisions:
            return given.get(name)
        decision = self.decisions[name]
        scope = {required: self.value(required, given) for required in self._requires(decision)}
        body = next((each for each in decision if _local(each) in _EXPRESSIONS), None)
        if body is None:
            raise Unsupported(f"{name}: {[_local(each) for each in decision]}")
        return coerce(self._evaluate(body, scope), self.type_of(_child(decision, "variable")))[1]

    def _requires(self, decision: Element) -> Iterator[str]:
        names = {found.get("id"): name for name, found in self.decisions.items()} | self.inputs
        for requirement in _children(decision, "informationRequirement"):
            for each in requirement:
                yield names[(each.get("href") or "").rpartition("#")[2]]

    def _evaluate(self, body: Element, scope: dict[str, Any]) -> Any:
        if _local(body) == "context":
            return self._context(body, scope)
        if _local(body) != "literalExpression":
            raise Unsupported(_local(body))
        text = _child(body, "text")
        source = "" if text is None else text.text or ""
        try:
            return compile_expression(source, scope, types=self.types).evaluate(scope)
        except (FeelError, LimitExceeded):
            return None

    def _context(self, body: Element, scope: dict[str, Any]) -> Any:
        context = Context()
        for entry in _children(body, "contextEntry"):
            variable = _child(entry, "variable")
            expression = next(each for each in entry if _local(each) not in ("variable", "description"))
            value = self._evaluate(expression, {**scope, **context})
            if variable is None:
                return value
            context[_name(variable)] = coerce(value, self.type_of(variable))[1]
        return context


# Everything that may stand as a decision's logic; the first two can be run here.
_EXPRESSIONS = frozenset(
    (
        "literalExpression",
        "context",
        "relation",
        "list",
        "functionDefinition",
        "invocation",
        "conditional",
        "filter",
        "for",
        "some",
        "every",
        "decisionTable",
    )
)


def read_model(path: Path) -> Model:
    """The decisions, inputs and types of a `.dmn` file."""
    root = _root(path)
    model = Model(
        {_name(each): each for each in _children(root, "decision")},
        {each.get("id") or "": _name(each) for each in _children(root, "inputData")},
    )
    for definition in _children(root, "itemDefinition"):
        model.types[_name(definition)] = Named(_name(definition), _shape(model, definition))
    return model


def _shape(model: Model, definition: Element) -> Callable[[], FeelType]:
    """Looked up late: definitions may name types that come after them."""
    return lambda: _type(model, definition)


def _type(model: Model, definition: Element) -> FeelType:
    """A type's shape; allowed values are no part of it."""
    components = _children(definition, "itemComponent")
    function = _child(definition, "functionItem")
    reference = _child(definition, "typeRef")
    found: FeelType
    if components:
        found = ContextOf(tuple((_name(each), _type(model, each)) for each in components))
    elif function is not None:
        parameters = tuple(model.type_of(each) for each in _children(function, "parameters"))
        found = FunctionOf(parameters, model.type_of(function, "outputTypeRef"))
    else:
        found = model.type_named("" if reference is None else (reference.text or "").strip())
    return ListOf(found) if definition.get("isCollection") == "true" else found


def read_cases(root: Element) -> Iterator[Node]:
    """Every result node of a test file, with its inputs."""
    for case in _children(root, "testCase"):
        inputs = {_name(each): _given(each) for each in _children(case, "inputNode")}
        for result in _children(case, "resultNode"):
            expected = _child(result, "expected")
            value = None if expected is None else _given(expected)
            yield Node(case.get("id") or "", _name(result), value, inputs)


def _given(element: Element) -> Any:
    """The value that an element holds: one value, components or a list."""
    components = _children(element, "component")
    if components:
        return Context({_name(each): _given(each) for each in components})
    items = _child(element, "list")
    if items is not None:
        return [_given(each) for each in _children(items, "item")]
    value = _child(element, "value")
    if value is None or value.get(f"{_SCHEMA}nil") == "true":
        return None
    return _READERS[(value.get(f"{_SCHEMA}type") or "xsd:string").rpartition(":")[2]](value.text or "")


def _number(text: str) -> Any:
    return to_feel(Decimal(text.strip()))


_READERS: dict[str, Callable[[str], Any]] = {
    "string": lambda text: text,
    "boolean": lambda text: text.strip() == "true",
    "decimal": _number,
    "double": _number,
    "integer": _number,
    "date": read_date,
    "time": read_time,
    "dateTime": read_date_time,
    "duration": read_duration,
}


def agrees(expected: Any, found: Any) -> bool:
    """The suite's rule: numbers within 1e-8, everything else exactly, null with null alone."""
    match expected, found:
        case Decimal(), Decimal():
            return abs(expected - found) < _TOLERANCE
        case list(), list():
            return len(expected) == len(found) and all(map(agrees, expected, found))
        case Context(), Context():
            return expected.keys() == found.keys() and all(
                agrees(value, found[key]) for key, value in expected.items()
            )
    return type(expected) is type(found) and bool(expected == found)


def run_folder(folder: Path) -> Iterator[Verdict]:
    """Run every case of a folder of the suite."""
    for tests in sorted(folder.glob("*.xml")):
        root = _root(tests)
        model_name = _child(root, "modelName")
        model = read_model(folder / ("" if model_name is None else model_name.text or "").strip())
        for node in read_cases(root):
            found = model.value(node.name, node.inputs)
            key = f"{folder.name}/{node.case}/{node.name}"
            yield Verdict(key, node.expected is None, agrees(node.expected, found), feel_text(found))
