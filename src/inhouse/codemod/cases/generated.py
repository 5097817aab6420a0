"""Scripts made from signatures: calls with subsets of the parameters, short lives of objects."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from inhouse.codemod.cases.asked import forms_asked
from inhouse.codemod.cases.calls import call_arguments, drafted, subsets
from inhouse.codemod.cases.constants import telling_values
from inhouse.codemod.cases.definitions import Definition, Function, PackageSource
from inhouse.codemod.cases.drafts import Draft, written
from inhouse.codemod.cases.lives import lives_of
from inhouse.codemod.cases.prepared import prepared_in
from inhouse.codemod.cases.signatures import Signature


def drafts_for(
    package: PackageSource,
    signature: Signature,
    names: frozenset[str] = frozenset(),
    examples: Iterable[Draft] = (),
) -> tuple[Draft, ...]:
    """Return the scripts for one used symbol; `names` are identifiers the project uses.

    `examples` may show how objects of a class are filled.
    """
    if signature.shape == "value":
        statement, expression = written(*package.split(signature.symbol))
        return (drafted(signature.symbol, [statement], expression, []),)
    found = package.find(signature.symbol)
    drafts = [_edged(package, found, draft) for draft in _calls(package, signature)]
    drafts += _formed(package, signature, found)
    if signature.shape == "class" and found is not None:
        _, expression = written(*package.split(signature.symbol))
        prepared = prepared_in(examples, expression)
        drafts += lives_of(package, signature, found, names, prepared)
    return tuple(drafts)


def _edged(package: PackageSource, found: Definition | None, draft: Draft) -> Draft:
    """Return a draft whose first hole is also given the values at which the code branches."""
    if found is None or not isinstance(found.node, Function) or not draft.holes:
        return draft
    first = draft.holes[0]
    values = telling_values(package, found, first.annotation)
    first = replace(first, examples=tuple(dict.fromkeys([*first.examples, *values])))
    return replace(draft, holes=(first, *draft.holes[1:]))


def _formed(
    package: PackageSource, signature: Signature, found: Definition | None
) -> Iterator[Draft]:
    """Yield calls with other forms of a text, where the code asks which one it was given."""
    if signature.asynchronous or signature.lazy or signature.context:
        return
    statement, expression = written(*package.split(signature.symbol))
    required = [each for each in signature.parameters if each.required]
    arguments, holes = call_arguments(required, signature.parameters)
    for hole in holes:
        for needed, form in forms_asked(found, hole.parameter or ""):
            written_out = re.sub(rf"\b{hole.name}\b", form.format(hole.name), arguments)
            lines = [needed, statement] if needed else [statement]
            made = [replace(each, annotation="str") if each is hole else each for each in holes]
            yield drafted(signature.symbol, lines, f"{expression}({written_out})", made)


def _calls(package: PackageSource, signature: Signature) -> Iterator[Draft]:
    statement, expression = written(*package.split(signature.symbol))
    for chosen in subsets(signature):
        arguments, holes = call_arguments(chosen, signature.parameters)
        call = f"{expression}({arguments})"
        if signature.asynchronous:
            yield drafted(
                signature.symbol, ["import asyncio", statement], f"asyncio.run({call})", holes
            )
        elif signature.context and signature.shape == "function":
            lines = [statement, f"with {call} as value:", "    inside = type(value).__name__"]
            yield drafted(signature.symbol, lines, "inside", holes)
        elif signature.exception:
            yield drafted(signature.symbol, [statement, f"error = {call}"], _ERROR, holes)
        elif signature.lazy:
            yield drafted(signature.symbol, [statement], call, holes)
            taken = ["from itertools import islice", statement]
            yield drafted(signature.symbol, taken, f"list(islice({call}, 12))", holes)
        else:
            yield drafted(signature.symbol, [statement], call, holes)


_ERROR = "(str(error), repr(error), [kind.__name__ for kind in type(error).__mro__])"
