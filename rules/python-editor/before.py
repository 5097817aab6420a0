"""Asks for a text."""

import os
import stat
import tempfile

import editor

with tempfile.TemporaryDirectory() as folder:
    program = os.path.join(folder, "ed.sh")
    with open(program, "w") as file:
        file.write('#!/bin/sh\necho more >> "$1"\n')
    os.chmod(program, stat.S_IRWXU)
    os.environ["VISUAL"] = program
    print(editor.get_editor() == program, editor.edit(contents="first\n"))
    os.environ["VISUAL"] = ""
    os.environ["EDITOR"] = os.environ["PATH"] = folder
    del os.environ["EDITOR"]
    try:
        editor.edit()
    except editor.EditorError as error:
        print(type(error).__name__)
