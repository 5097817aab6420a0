"""What is claimed of texttable, beside a loop with str.ljust."""

import pytest


def drawn(subject, rows, *, width=80, deco=None, header=True, **settings):
    """Return the lines of a table."""
    table = subject.Texttable(width)
    if deco is not None:
        table.set_deco(deco)
    for name, value in settings.items():
        getattr(table, f"set_{name}")(value)
    table.add_rows(rows, header=header)
    return table.draw().split("\n")


def by_hand(rows):
    """Draw a table as people do who have no package."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    line = "+" + "+".join("-" * (width + 2) for width in widths) + "+"
    lines = [line]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        lines += [f"| {' | '.join(cells)} |", line]
    return lines


def test_short_texts(subject):
    rows = [["one", "a"], ["three", "b"]]
    expected = ["+-------+---+", "| one   | a |", "+-------+---+", "| three | b |", "+-------+---+"]
    assert drawn(subject, rows, header=False) == expected
    assert by_hand(rows) == expected


def test_wrapping(subject):
    rows = [["some words that wrap", "x"]]
    expected = ["+---------------+---+", "| some words    | x |", "| that wrap     |   |"]
    assert drawn(subject, rows, width=21, header=False) == [*expected, expected[0]]
    assert max(map(len, by_hand(rows))) == 28
    long = [["word " * 30, "x"]]
    assert {len(line) for line in drawn(subject, long, header=False)} == {80}
    assert max(map(len, by_hand(long))) == 158


@pytest.mark.parametrize(
    ("where", "column"), [("t", ["x", " ", " "]), ("m", [" ", "x", " "]), ("b", [" ", " ", "x"])]
)
def test_several_lines(subject, where, column):
    rows = [["1st\n2nd\n3rd", "x"]]
    lines = drawn(subject, rows, header=False, cols_valign=["t", where])
    assert lines[0] == lines[4] == "+-----+---+"
    assert lines[1:4] == [
        f"| {text} | {cell} |" for text, cell in zip(("1st", "2nd", "3rd"), column, strict=True)
    ]
    assert by_hand(rows)[1] == "| 1st\n2nd\n3rd | x |"


def test_wide_characters(subject):
    rows = [["\u65e5\u672c", "x"], ["abcde", "y"], ["e\u0301", "z"]]
    lines = drawn(subject, rows, header=False)[1::2]
    assert lines == ["| \u65e5\u672c  | x |", "| abcde | y |", "| e\u0301     | z |"]
    assert by_hand(rows)[1::2] == ["| \u65e5\u672c    | x |", "| abcde | y |", "| e\u0301    | z |"]


def test_wide_characters_that_wrap(subject):
    lines = drawn(subject, [["\u65e5\u672c" * 4]], width=12, header=False)
    assert lines[0] == lines[-1] == "+----------+"
    assert lines[1:-1] == ["| " + "\u65e5\u672c" * 4 + " |"]


def cells(lines):
    """Return the cells of the last row."""
    return [cell.strip() for cell in lines[-2].strip("|").split("|")]


def test_numbers(subject):
    row = [1.5, "1.5", "007", 12, "x", 1e20, None]
    shown = ["1.500", "1.500", "7", "12", "x", "1.000e+20", "None"]
    assert cells(drawn(subject, [row], header=False)) == shown
    text = drawn(subject, [row], header=False, cols_dtype=["t"] * 7)
    assert cells(text) == ["1.5", "1.5", "007", "12", "x", "1e+20", "None"]


def test_kinds_of_columns(subject):
    kinds = ["t", "f", "e", "i", "a"]
    lines = drawn(subject, [["2.75"] * 5], header=False, cols_dtype=kinds, precision=1)
    assert cells(lines) == ["2.75", "2.8", "2.8e+00", "3", "2.8"]
    assert cells(drawn(subject, [["x"] * 5], header=False, cols_dtype=kinds)) == ["x"] * 5
    cut = drawn(subject, [[2.75]], header=False, cols_dtype=[lambda value: f"<{value}>"])
    assert cells(cut) == ["<2.75>"]


def test_alignment(subject):
    rows = [["h", "n"], ["words", 1], ["x", 1000]]
    lines = drawn(subject, rows, deco=0)
    assert lines == ["  h      n  ", "words   1   ", "x       1000"]
    lines = drawn(subject, rows, deco=0, cols_align=["c", "r"], header_align=["l", "r"])
    assert lines == ["h          n", "words      1", "  x     1000"]


def test_decoration(subject):
    rows = [["h", "i"], ["a", "b"], ["c", "d"]]
    table = subject.Texttable
    assert drawn(subject, rows, deco=table.HEADER) == ["h   i", "=====", "a   b", "c   d"]
    assert drawn(subject, rows, deco=table.VLINES)[1] == "a | b"
    assert drawn(subject, rows, deco=table.HLINES)[2] == "-----"
    lines = drawn(subject, rows, deco=table.BORDER | table.HEADER, chars=["~", "!", "*", "="])
    assert lines == ["*~~~~~~~*", "! h   i !", "*=======*", "! a   b !", "! c   d !", "*~~~~~~~*"]


def test_rows_of_another_length(subject):
    table = subject.Texttable()
    table.add_row(["a", "b"])
    with pytest.raises(subject.ArraySizeError, match="array should contain 2 elements"):
        table.add_row(["c"])
    assert issubclass(subject.ArraySizeError, Exception)


def test_what_cannot_be_drawn(subject):
    assert subject.Texttable().draw() is None
    table = subject.Texttable(max_width=3)
    table.add_row(["a", "b"])
    with pytest.raises(ValueError, match="max_width too low"):
        table.draw()
    assert "draw" in dir(subject.Texttable)


def test_truth_values(subject, distribution):
    shown = "1" if distribution.version.startswith("1.6.") else "True"
    assert cells(drawn(subject, [[True]], header=False)) == [shown]


def test_it_requires_nothing(distribution):
    assert [str(each) for each in distribution.files if each.suffix == ".py"] == ["texttable.py"]
    assert not distribution.requires
