"""Reads a file that a package carries."""

from importlib_resources import as_file, files

readme = files("json") / "__init__.py"
with as_file(readme) as path:
    print(path.name, readme.is_file())
