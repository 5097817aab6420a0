"""The command line: one thin file per command; console.py alone prints."""
