"""What is known of a class without asking it: names, bases, flags, as `type` itself keeps them."""

from __future__ import annotations

import sys
import types

from inhouse.verifier.probe.scrub import Scrub

TYPE_CHECKING = False
if TYPE_CHECKING:  # typing is not loaded in the child: the code under test must ask for it
    from typing import Any

mro_of = type.__dict__["__mro__"].__get__
NAMES = {key: type.__dict__[key].__get__ for key in ("__name__", "__qualname__", "__module__")}
vars_of = type.__dict__["__dict__"].__get__
flags_of = type.__dict__["__flags__"].__get__
HEAP = 1 << 9
_STANDARD = getattr(sys, "stdlib_module_names", frozenset()) | {"builtins"}


def class_name(klass: Any, scrub: Scrub) -> str:
    """Return `module.Qualified` of a class, `Qualified` for builtins."""
    module = NAMES["__module__"](klass)
    name = NAMES["__qualname__"](klass)
    if not isinstance(module, str) or module == "builtins":
        return str(name)
    return f"{scrub.module(module)}.{name}"


def is_standard(klass: Any) -> bool:
    """Whether a class comes from the standard library."""
    module = NAMES["__module__"](klass)
    return isinstance(module, str) and (
        module.split(".")[0] in _STANDARD or flags_of(klass) & HEAP == 0
    )


def repr_in_c(mro: Any) -> Any:
    """Return the `__repr__` of a type where it is written in C and says more than the class."""
    for each in mro[:-1]:
        found = vars_of(each).get("__repr__")
        if found is not None:
            return found if type(found) is types.WrapperDescriptorType else None
    return None


def known(module: Any, name: Any, mro: Any) -> Any:
    """Return a class of the standard library if it is one of these, else None."""
    known = getattr(sys.modules.get(module), name, None)
    return known if known is not None and known in mro else None
