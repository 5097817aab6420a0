"""Reads the files of a rule's folder as text and says what is wrong with them; runs nothing."""

from inhouse.rulebook.folder import mistakes_in

__all__ = ["mistakes_in"]
