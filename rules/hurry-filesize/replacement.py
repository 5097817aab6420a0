"""Writes sizes for people."""

Unit = str | tuple[str, str]
System = list[tuple[int, Unit]]


def _system(step: int, *units: Unit) -> System:
    return [(step**power, unit) for power, unit in zip(range(5, -1, -1), units, strict=True)]


traditional: System = _system(1024, "P", "T", "G", "M", "K", "B")
alternative: System = _system(1024, " PB", " TB", " GB", " MB", " KB", (" byte", " bytes"))
verbose: System = _system(
    1024,
    (" petabyte", " petabytes"),
    (" terabyte", " terabytes"),
    (" gigabyte", " gigabytes"),
    (" megabyte", " megabytes"),
    (" kilobyte", " kilobytes"),
    (" byte", " bytes"),
)
iec: System = _system(1024, "Pi", "Ti", "Gi", "Mi", "Ki", "")
si: System = _system(1000, "P", "T", "G", "M", "K", "B")


def size(bytes: float, system: System = traditional) -> str:  # noqa: A002 - callers may name it
    """Return a size in its largest unit, cut to a whole number."""
    factor, unit = next((each for each in system if bytes >= each[0]), system[-1])
    amount = int(bytes / factor)
    if isinstance(unit, tuple):
        unit = unit[0] if amount == 1 else unit[1]
    return f"{amount}{unit}"
