"""What a contract may be: tests of a subject that it does not import."""

from __future__ import annotations

from collections.abc import Iterator

from inhouse.model.rule import Rule
from inhouse.model.rule_check import Mistake
from inhouse.rulebook.source import Source, is_standard, parameters


def mistakes(rule: Rule, source: Source) -> Iterator[Mistake]:
    """Yield what keeps the file from being a contract of either side."""
    package = (rule.import_package or rule.id).split(".")[0]
    for node, module in source.imports():
        root = module.split(".")[0]
        if root == package and not is_standard(module):
            yield source.mistake(node, f"imports {module}: a contract imports neither side")
        elif not is_standard(module) and root != "pytest" and root not in rule.beside:
            yield source.mistake(node, f"imports {module or 'a neighbour'}: only pytest is there")
    tests = {name: each for name, each in source.functions().items() if name.startswith("test_")}
    if not tests:
        yield source.mistake(None, "holds no test")
    elif not rule.shows and not any("subject" in parameters(each) for each in tests.values()):
        yield source.mistake(None, "no test takes the fixture `subject`")
