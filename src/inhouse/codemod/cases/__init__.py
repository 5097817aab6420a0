"""Scripts that exercise the used symbols of a package: what the proof runs on both sides."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from inhouse.codemod.cases.call_sites import Seen, calls_of
from inhouse.codemod.cases.decorated import decorated_of
from inhouse.codemod.cases.definitions import PackageSource
from inhouse.codemod.cases.documented import examples_of
from inhouse.codemod.cases.drafts import Cases, Draft, Translate, translated
from inhouse.codemod.cases.generated import drafts_for
from inhouse.codemod.cases.signatures import Signature, signature_of
from inhouse.codemod.cases.tested import examples_of_tests
from inhouse.codemod.cases.values import gather
from inhouse.model.places import FileSites
from inhouse.model.proof import Hole

__all__ = ["Cases", "PackageSource", "scripts_of"]


def scripts_of(
    files: Sequence[tuple[FileSites, bytes]],
    symbols: Sequence[str],
    read: Callable[[str], bytes],
    modules: Mapping[str, str],
    translate: Translate,
    *,
    description: str = "",
    tests: Mapping[str, bytes] | None = None,
    beside: Sequence[str] = (),
    signatures: Callable[[str], Signature | None] | None = None,
) -> Cases:
    """Return the scripts for the used symbols: call sites first, then examples, then generated.

    `read` gives the bytes of a path of the distribution, `modules` maps its dotted modules to
    their paths, `description` is the text of its METADATA, `tests` may be the files of its sdist,
    whose tests show inputs; `beside` are symbols that examples may touch too. `translate` is the
    codemod applied to a script's text, None where it cannot; such scripts are named in `dropped`.
    """
    package = PackageSource(read, modules)
    told: dict[str, Signature | None] = {}

    def lookup(symbol: str) -> Signature | None:
        if symbol not in told:
            told[symbol] = signatures(symbol) if signatures else None
            told[symbol] = told[symbol] or signature_of(package, symbol)
        return told[symbol]

    seen = Seen()
    drafts: list[Draft] = []
    dropped: list[str] = []
    for sites, source in files:
        for part in (
            calls_of(sites, source, package, lookup, seen),
            decorated_of(sites, source, package),
        ):
            drafts += part[0]
            dropped += part[1]
    allowed = [*symbols, *beside]
    examples = examples_of(package, allowed, description)
    examples += examples_of_tests(package, allowed, tests or {})
    if beside:
        names_of = {symbol.rsplit(".", 1)[-1] for symbol in symbols}
        examples = tuple(each for each in examples if _mentions(each.text, names_of))
    gather(examples, package, lookup, seen)
    names = frozenset[str]().union(*(sites.names for sites, _ in files))
    drafts += examples
    drafts += _generated(package, symbols, lookup, names, dropped, examples)
    cases = translated(map(seen.fill, _told_apart(drafts)), translate)
    return Cases(scripts=cases.scripts, dropped=tuple(dict.fromkeys([*dropped, *cases.dropped])))


def _generated(
    package: PackageSource,
    symbols: Sequence[str],
    lookup: Callable[[str], Signature | None],
    names: frozenset[str],
    dropped: list[str],
    examples: Sequence[Draft],
) -> Iterable[Draft]:
    for symbol in symbols:
        signature = lookup(symbol)
        if signature is None:
            if package.split(symbol)[1]:
                dropped.append(f"{symbol}: its definition is not found, only call sites are tried")
        elif signature.hidden:
            dropped.append(f"{symbol}: a decorator hides its parameters, only call sites are tried")
        else:
            yield from drafts_for(package, signature, names, examples)


def _mentions(text: str, names: set[str]) -> bool:
    return any(isinstance(n, ast.Name) and n.id in names for n in ast.walk(ast.parse(text)))


def _told_apart(drafts: Iterable[Draft]) -> Iterable[Draft]:
    """Return drafts of different texts; the first place of a text is the one that is named.

    What is known of the values for its holes is put together.
    """
    found: dict[str, Draft] = {}
    for draft in drafts:
        first = found.setdefault(draft.text, draft)
        if first is not draft and len(first.holes) == len(draft.holes):
            pairs = zip(first.holes, draft.holes, strict=True)
            holes = tuple(_joined(one, other) for one, other in pairs)
            found[draft.text] = replace(first, holes=holes)
    return found.values()


def _joined(hole: Hole, other: Hole) -> Hole:
    return replace(hole, examples=tuple(dict.fromkeys([*hole.examples, *other.examples])))
