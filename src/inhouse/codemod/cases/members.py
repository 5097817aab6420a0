"""What can be done to an object of a package's class, and what shows its state."""

from __future__ import annotations

import ast
import re

from inhouse.codemod.cases.definitions import Definition, Function, PackageSource
from inhouse.codemod.cases.signatures import signature_at

PAIRS = {"__setitem__": "obj[{0}] = {1}", "__delitem__": "del obj[{0}]"}
OPERATORS = {
    "__getitem__": "obj[{0}]",
    "__contains__": "{0} in obj",
    "__call__": "obj({0})",
    "__eq__": "obj == {0}",
    "__add__": "obj + {0}",
    "__sub__": "obj - {0}",
    "__or__": "obj | {0}",
    "__and__": "obj & {0}",
    "__lt__": "obj < {0}",
}
_OBSERVED = {
    "__len__": "len(obj)",
    "__bool__": "bool(obj)",
    "__str__": "str(obj)",
    "__repr__": "repr(obj)",
}


def methods_of(package: PackageSource, found: Definition) -> dict[str, Definition]:
    """Return the methods of a class that its callers may use, inherited ones of it included."""
    methods: dict[str, Definition] = {}
    for owner in package.bases(found):
        assert isinstance(owner.node, ast.ClassDef)
        for node in owner.node.body:
            if not isinstance(node, Function) or node.name in methods:
                continue
            known = {*PAIRS, *OPERATORS, *_OBSERVED, "__iter__"}
            if not node.name.startswith("_") or node.name in known:
                methods[node.name] = Definition(
                    module=owner.module, name=node.name, node=node, owner=owner.node
                )
    return methods


def observation(methods: dict[str, Definition]) -> list[str]:
    """Return the expressions that show an object's state."""
    seen = [text for name, text in _OBSERVED.items() if name in methods]
    if "items" in methods:
        seen.append("list(obj.items())")
    elif "__iter__" in methods:
        seen.append("list(obj)")
    return seen


_OBJECT = re.compile(r"(?<![\w.])obj\b")


def is_property(node: ast.AST) -> bool:
    """Tell whether a method is read like an attribute."""
    if not isinstance(node, Function):
        return False
    names = {ast.unparse(each).rsplit(".")[-1] for each in node.decorator_list}
    return bool(names & {"property", "cached_property"})


_COPIES = (
    (("__copy__",), "copy", "copy.copy(obj)"),
    (("__deepcopy__",), "copy", "copy.deepcopy(obj)"),
    (("__getstate__", "__setstate__", "__reduce__"), "pickle", "pickle.loads(pickle.dumps(obj))"),
)


def copied(package: PackageSource, found: Definition) -> tuple[tuple[str, str], ...]:
    """Return how objects are copied whose class defines it: a module and a call of it."""
    return tuple(
        (module, call)
        for names, module, call in _COPIES
        if any(package.member(found, name) is not None for name in names)
    )


def shown_of(package: PackageSource, name: str) -> tuple[str, ...]:
    """Return expressions that look at an object `{0}` of a class of the package.

    The first shows all that can be read, the others what its methods do, one each.
    """
    found = package.find(name)
    if found is None or not isinstance(found.node, ast.ClassDef):
        return ()
    methods = methods_of(package, found)
    read = [f"obj.{name}" for name, method in methods.items() if is_property(method.node)]
    whole = [*read, *observation(methods)]
    looks = [f"({', '.join(whole)},)"] if whole else []
    for method in methods.values():
        looks += _done(package, method, whole)
    return tuple(_OBJECT.sub("{0}", each) for each in looks)


def _done(package: PackageSource, method: Definition, whole: list[str]) -> list[str]:
    """Return the expressions in which a method is called, with what it changes."""
    told = signature_at(package, "", method)
    if method.name == "__getitem__":
        return ["obj[0]", "obj[1]", "obj[-1]"]
    if method.name.startswith("_") or told.asynchronous or told.hidden or is_property(method.node):
        return []
    required = [each for each in told.parameters if each.required]
    if len(required) > 1 or any(each.annotation not in (None, "str", "int") for each in required):
        return []
    given = ["1" if each.annotation == "int" else "'x'" for each in required]
    call = f"obj.{method.name}({', '.join(given)})"
    call = f"list({call})" if told.lazy or method.name in ("items", "keys", "values") else call
    return [f"({', '.join([call, *whole])},)" if required else call]
