"""From the CSV form to a compiled table; everything that is wrong with it is reported at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from panjereh.rules import tree
from panjereh.rules.compiler.code import Code, Program
from panjereh.rules.compiler.unary import Predicate, compile_tests
from panjereh.rules.conformance import coerce, conforms
from panjereh.rules.errors import FeelError, LimitExceeded, place_of
from panjereh.rules.expression import compiling, new_program, vocabulary_of
from panjereh.rules.functions import Function
from panjereh.rules.grammar import Cursor, Vocabulary, whole_expression, whole_unary_tests
from panjereh.rules.limits import DEFAULT_LIMITS, Limits
from panjereh.rules.tables.columns import read_column, words_of
from panjereh.rules.tables.errors import TableError, TableErrors
from panjereh.rules.tables.model import Column, Rule, Sheet
from panjereh.rules.tables.sheet import SheetReader
from panjereh.rules.tables.table import Compiled, Input, Output, Table
from panjereh.rules.text import feel_text
from panjereh.rules.types import ANY, ListOf, type_text

_NAMES_SHOWN = 8
_Found = TypeVar("_Found")


def compile_table(
    csv_text: str,
    *,
    name: str,
    names: Iterable[str],
    functions: Mapping[str, Function] | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Table:
    """Compile a decision table in its CSV form.

    names  the names that its expressions may read; another one is an error
    Raises TableErrors with everything that is wrong, LimitExceeded for a table that is too large.
    """
    reader = SheetReader(csv_text, name, limits)
    sheet = reader.read()
    if sheet is None:
        raise TableErrors(tuple(reader.errors))
    with compiling(limits):
        table = _Compilation(sheet, reader, tuple(names), functions).table()
    if reader.errors or table is None:
        raise TableErrors(tuple(reader.errors))
    return table


class _Compilation:
    """One table on its way; errors go to the reader's list, and compilation goes on."""

    def __init__(
        self,
        sheet: Sheet,
        reader: SheetReader,
        names: tuple[str, ...],
        functions: Mapping[str, Function] | None,
    ) -> None:
        self.sheet = sheet
        self.reader = reader
        self.limits = reader.limits
        self.program: Program = new_program(names, functions, reader.limits)
        self.plain = vocabulary_of(names, functions)
        self.names = names
        self._unread: set[str] = set()  # columns whose type is wrong: their cells can't be judged
        self._vocabularies: dict[tuple[Any, ...], Vocabulary] = {}

    def table(self) -> Table | None:
        sheet = self.sheet
        inputs = tuple(self._columns(sheet.inputs, sheet.input_types))
        outputs = tuple(self._columns(sheet.outputs, sheet.output_types))
        self._check_policy(outputs)
        columns = tuple(self._input(column) for column in inputs)
        compiled = tuple(self._rule(rule, columns, outputs) for rule in sheet.rules)
        defaults = (
            tuple(self._default(column) for column in outputs) if any(c.default for c in outputs) else ()
        )
        if self.reader.errors:
            return None
        return Table(
            name=self.reader.table,
            title=sheet.title,
            policy=sheet.policy,
            inputs=inputs,
            outputs=outputs,
            rules=sheet.rules,
            names=frozenset(self.program.free),
            program=self.program,
            columns=columns,
            code=compiled,
            defaults=defaults,
        )

    def _columns(self, names: tuple[str, ...], types: tuple[str, ...]) -> Iterator[Column]:
        for name, text in zip(names, types, strict=True):
            try:
                yield read_column(name, text, self.limits)
            except FeelError as error:
                self._report(error, self.sheet.type_line, name)
                self._unread.add(name)
                yield Column(name)

    def _check_policy(self, outputs: tuple[Column, ...]) -> None:
        policy, line = self.sheet.policy, self.sheet.type_line
        if policy in ("C+", "C<", "C>", "C#") and len(outputs) != 1:
            self._report(FeelError("one_output", 1, 1, policy), line, outputs[-1].name)
        if policy in ("P", "O") and not any(column.values for column in outputs):
            self._report(FeelError("order_missing", 1, 1, policy), line, outputs[0].name)

    def _report(self, error: FeelError, line: int, header: str, rule: int = 0) -> None:
        self.reader.errors.append(
            TableError(error, table=self.reader.table, rule=rule, header=header, line=line)
        )

    def _input(self, column: Column) -> Input:
        code = self._expression(column.name, self.plain, column, self.sheet.head_line, 0)
        return Input(column, code.call, self.program.new_slot())

    def _rule(self, rule: Rule, columns: tuple[Input, ...], outputs: tuple[Column, ...]) -> Compiled:
        tests: list[tuple[int, Predicate]] = []
        for index, (text, column) in enumerate(zip(rule.tests, columns, strict=True)):
            predicate = self._test(text, column, rule)
            if predicate is not None:
                tests.append((index, predicate))
        results = tuple(
            self._output(text, column, rule.line, rule.number)
            for text, column in zip(rule.results, outputs, strict=True)
        )
        return Compiled(tuple(tests), results)

    def _test(self, text: str, column: Input, rule: Rule) -> Predicate | None:
        if column.column.name in self._unread:
            return None
        vocabulary = self._vocabulary(column.column)
        try:
            node = whole_unary_tests(Cursor(text, vocabulary, self.limits))
            self._check_literals(node, text, column.column)
            return self._named(
                text, column.column, lambda: compile_tests(self.program, node, (), column.slot)
            )
        except FeelError as error:
            self._report(error, rule.line, column.column.name, rule.number)
        except LimitExceeded as error:
            self._report(_as_error(error), rule.line, column.column.name, rule.number)
        return None

    def _output(self, text: str, column: Column, line: int, rule: int) -> Output:
        if column.name in self._unread:
            return Output(column, Code(lambda frame: None))
        if not text:
            self._report(FeelError("output_missing", 1, 1), line, column.name, rule)
            return Output(column, Code(lambda frame: None))
        code = self._expression(text, self._vocabulary(column), column, line, rule)
        if not code.constant or code.value is None:
            return Output(column, code)
        fits, value = coerce(code.value, column.type)
        if not fits:
            wrong = FeelError("cell_type", 1, 1, text, (type_text(column.type),))
            self._report(wrong, line, column.name, rule)
        elif column.values and value not in column.values:
            self._report(_not_listed(text, column), line, column.name, rule)
        return Output(column, Code(lambda frame: value, True, value))

    def _default(self, column: Column) -> Output:
        return self._output(column.default or "null", column, self.sheet.type_line, 0)

    def _expression(self, text: str, vocabulary: Vocabulary, column: Column, line: int, rule: int) -> Code:
        try:
            node = whole_expression(Cursor(text, vocabulary, self.limits))
            return self._named(text, column, lambda: self.program.compile(node, ()))
        except FeelError as error:
            self._report(error, line, column.name, rule)
        except LimitExceeded as error:
            self._report(_as_error(error), line, column.name, rule)
        return Code(lambda frame: None)

    def _vocabulary(self, column: Column) -> Vocabulary:
        """What the cells of a column may use: its listed words besides all names."""
        if not column.values:
            return self.plain
        if column.values not in self._vocabularies:
            plain = self.plain
            own = Vocabulary(plain.names, plain.members, plain.types, words_of(column))
            self._vocabularies[column.values] = own
        return self._vocabularies[column.values]

    def _named(self, text: str, column: Column, compile_it: Callable[[], _Found]) -> _Found:
        """Compile one cell and refuse a name that nobody gives."""
        program = self.program
        before, program.roots = program.roots, {}
        try:
            found = compile_it()
            own = program.roots
        finally:
            program.roots = before
        for root, at in own.items():
            if root not in program.known:
                line, place = place_of(text, at)
                raise FeelError("unknown_word", line, place, root, self._expected(column))
        return found

    def _expected(self, column: Column) -> tuple[str, ...]:
        if column.values:
            return _listed(column)
        return tuple(sorted(self.names)[:_NAMES_SHOWN])

    def _check_literals(self, node: tree.Node, text: str, column: Column) -> None:
        """Refuse a literal that no value of the column can ever equal."""
        wanted = column.type
        if wanted == ANY or isinstance(wanted, ListOf):
            return
        for literal, is_value in _literals(node):
            line, place = place_of(text, literal.at)
            if literal.value is None:
                continue
            if not conforms(literal.value, wanted):
                raise FeelError(
                    "cell_type", line, place, feel_text([literal.value])[1:-1], (type_text(wanted),)
                )
            if is_value and column.values and literal.value not in column.values:
                raise FeelError("not_listed", line, place, feel_text(literal.value), _listed(column))


def _literals(root: tree.Node) -> Iterator[tuple[tree.Literal, bool]]:
    """The literals that a value is compared with directly, and whether it would have to equal them."""
    nodes = [(root, True)]
    while nodes:
        node, is_value = nodes.pop()
        if isinstance(node, tree.Literal):
            yield node, is_value
        elif isinstance(node, tree.UnaryTests | tree.ListLiteral):
            nodes.extend((child, is_value) for child in node.children())
        elif isinstance(node, tree.Test | tree.OneSided):
            nodes.append((node.operand, is_value and node.operator in ("=", "!=")))
        elif isinstance(node, tree.RangeLiteral):
            nodes.extend((child, False) for child in node.children())


def _as_error(error: LimitExceeded) -> FeelError:
    """A cell that costs too much is wrong like any other; `{limit}` is filled in by its text."""
    return FeelError(f"limit_{error.key}", 1, 1, str(error.limit))


def _not_listed(text: str, column: Column) -> FeelError:
    return FeelError("not_listed", 1, 1, text, _listed(column))


def _listed(column: Column) -> tuple[str, ...]:
    return tuple(feel_text(value) for value in column.values[:_NAMES_SHOWN])
