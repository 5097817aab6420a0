"""Saves settings in one step."""

import os
import tempfile

from atomicwrites import atomic_write

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "settings")
    with atomic_write(path, overwrite=True, encoding="utf-8") as file:
        file.write("a = 1\n")
        print(os.path.exists(path))
    print(os.listdir(folder), open(path).read())
    try:
        with atomic_write(path) as file:
            file.write("b = 2\n")
    except FileExistsError:
        print(os.listdir(folder), open(path).read())
