"""Says which version is installed."""

from importlib_metadata import PackageNotFoundError, version


def installed(name):
    try:
        return version(name)
    except PackageNotFoundError:
        return None


print(installed("no-such-distribution"), installed("pytest") is not None)
