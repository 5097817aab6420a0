"""Calls of six that change shape."""

from typing import Any

import six


def before_iteritems(d: Any) -> Any:
    return six.iteritems(d)


def after_iteritems(d: Any) -> Any:
    return iter(d.items())


def before_iterkeys(d: Any) -> Any:
    return six.iterkeys(d)


def after_iterkeys(d: Any) -> Any:
    return iter(d.keys())


def before_itervalues(d: Any) -> Any:
    return six.itervalues(d)


def after_itervalues(d: Any) -> Any:
    return iter(d.values())


def before_viewitems(obj: Any) -> Any:
    return six.viewitems(obj)


def after_viewitems(obj: Any) -> Any:
    return obj.items()


def before_viewkeys(obj: Any) -> Any:
    return six.viewkeys(obj)


def after_viewkeys(obj: Any) -> Any:
    return obj.keys()


def before_viewvalues(obj: Any) -> Any:
    return six.viewvalues(obj)


def after_viewvalues(obj: Any) -> Any:
    return obj.values()


def before_u(s: Any) -> Any:
    return six.u(s)


def after_u(s: Any) -> Any:
    return s


def before_b(s: Any) -> Any:
    return six.b(s)


def after_b(s: Any) -> Any:
    return s.encode("latin-1")


def before_int2byte(i: Any) -> Any:
    return six.int2byte(i)


def after_int2byte(i: Any) -> Any:
    return bytes((i,))


def before_byte2int(obj: Any) -> Any:
    return six.byte2int(obj)


def after_byte2int(obj: Any) -> Any:
    return obj[0]


def before_get_unbound_function(unbound: Any) -> Any:
    return six.get_unbound_function(unbound)


def after_get_unbound_function(unbound: Any) -> Any:
    return unbound


def before_get_method_function(obj: Any) -> Any:
    return six.get_method_function(obj)


def after_get_method_function(obj: Any) -> Any:
    return obj.__func__


def before_get_method_self(obj: Any) -> Any:
    return six.get_method_self(obj)


def after_get_method_self(obj: Any) -> Any:
    return obj.__self__


def before_get_function_code(obj: Any) -> Any:
    return six.get_function_code(obj)


def after_get_function_code(obj: Any) -> Any:
    return obj.__code__


def before_get_function_defaults(obj: Any) -> Any:
    return six.get_function_defaults(obj)


def after_get_function_defaults(obj: Any) -> Any:
    return obj.__defaults__


def before_get_function_globals(obj: Any) -> Any:
    return six.get_function_globals(obj)


def after_get_function_globals(obj: Any) -> Any:
    return obj.__globals__


def before_get_function_closure(obj: Any) -> Any:
    return six.get_function_closure(obj)


def after_get_function_closure(obj: Any) -> Any:
    return obj.__closure__
