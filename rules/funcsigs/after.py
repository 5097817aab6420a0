"""Tells how functions can be called."""

from inspect import Parameter, signature


def search(text, pattern, *flags, **options):
    return text


def needed(function):
    parameters = signature(function).parameters.values()
    kinds = (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD)
    return [each.name for each in parameters if each.default is each.empty and each.kind not in kinds]


print(signature(search), needed(search))
bound = signature(search).bind("a", pattern="b", deep=True)
print(bound.args, bound.kwargs, dict(bound.arguments))
