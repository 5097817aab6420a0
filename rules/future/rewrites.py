"""Calls of future that have an expression of Python 3 in their place."""

from typing import Any

from future import utils


def before_iteritems(obj: Any) -> Any:
    return utils.iteritems(obj)


def after_iteritems(obj: Any) -> Any:
    return obj.items()


def before_iterkeys(obj: Any) -> Any:
    return utils.iterkeys(obj)


def after_iterkeys(obj: Any) -> Any:
    return obj.keys()


def before_itervalues(obj: Any) -> Any:
    return utils.itervalues(obj)


def after_itervalues(obj: Any) -> Any:
    return obj.values()


def before_viewitems(obj: Any) -> Any:
    return utils.viewitems(obj)


def after_viewitems(obj: Any) -> Any:
    return obj.items()


def before_viewkeys(obj: Any) -> Any:
    return utils.viewkeys(obj)


def after_viewkeys(obj: Any) -> Any:
    return obj.keys()


def before_viewvalues(obj: Any) -> Any:
    return utils.viewvalues(obj)


def after_viewvalues(obj: Any) -> Any:
    return obj.values()
