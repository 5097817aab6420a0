"""Builds things in order."""

from app._inhouse.toposort import CircularDependencyError, toposort, toposort_flatten

needs = {"app": {"lib", "log"}, "lib": {"log"}, "log": {"log"}}
print(toposort_flatten(needs), [sorted(level) for level in toposort(needs)])
try:
    toposort_flatten({"a": {"b"}, "b": {"a"}})
except CircularDependencyError as error:
    print(sorted(error.data))
