"""Turns identifiers from one style into another, and numbers into ordinals."""

import re
import unicodedata

_WORD = re.compile(r"(?<=[A-Z])(?=[A-Z][a-z])|(?<=[a-z\d])(?=[A-Z])")


def underscore(word: str) -> str:
    """Return "device_type" for "DeviceType" or "device-type"."""
    return _WORD.sub("_", word).replace("-", "_").lower()


def camelize(string: str, uppercase_first_letter: bool = True) -> str:
    """Return "DeviceType" for "device_type", or "deviceType"."""
    first = "" if uppercase_first_letter else string[0].lower()
    found = re.sub("(^|_)(.)", lambda match: match[2].upper(), string)
    return first + found[1:] if first else found


def dasherize(word: str) -> str:
    """Return "device-type" for "device_type"."""
    return word.replace("_", "-")


def humanize(word: str) -> str:
    """Return "Device type" for "device_type_id"."""
    words = re.sub("_id$", "", word).replace("_", " ")
    words = re.sub("[a-z]+", lambda match: match[0].lower(), words, flags=re.IGNORECASE)
    return re.sub(r"^\w", lambda match: match[0].upper(), words)


def titleize(word: str) -> str:
    """Return "Device Type" for "device_type" or "DeviceType"."""
    title = humanize(underscore(word)).title()  # says "Bob'S"
    return re.sub(r"\b'?\w", lambda match: match[0].capitalize(), title)


def ordinal(number: int) -> str:
    """Return "st", "nd", "rd" or "th"."""
    last = abs(int(number)) % 100
    return "th" if 10 < last < 14 else {1: "st", 2: "nd", 3: "rd"}.get(last % 10, "th")


def ordinalize(number: int) -> str:
    """Return "2nd" for 2."""
    return f"{number}{ordinal(number)}"


def transliterate(string: str) -> str:
    """Return the text without accents, and without letters that ASCII has not."""
    return unicodedata.normalize("NFKD", string).encode("ascii", "ignore").decode()


def parameterize(string: str, separator: str = "-") -> str:
    """Return "a-good-title" for "A good title!"."""
    found = re.sub(r"[^A-Za-z0-9_-]+", separator, transliterate(string))
    if separator:
        mark = re.escape(separator)
        found = re.sub(mark + "{2,}", separator, found)
        found = re.sub(f"^{mark}|{mark}$", "", found, flags=re.IGNORECASE)
    return found.lower()
