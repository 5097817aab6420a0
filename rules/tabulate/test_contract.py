"""What is claimed of tabulate, beside the few lines with str.ljust that do for plain text."""

import csv
import io
import os
import subprocess
import sys

import pytest


def by_hand(rows):
    """Return rows of text as people line them up themselves."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    cells = ([cell.ljust(width) for cell, width in zip(row, widths, strict=True)] for row in rows)
    return "\n".join("  ".join(row).rstrip() for row in cells)


def lines(text):
    return [line.rstrip() for line in text.splitlines()]


def set_in_module(subject, monkeypatch, name, value):
    monkeypatch.setattr(sys.modules[subject.tabulate.__module__], name, value)


def test_where_ljust_does_the_same(subject):
    rows = [["name", "town"], ["Anna", "Oslo"], ["Bartholomew", "Rome"]]
    told = ["name         town", "Anna         Oslo", "Bartholomew  Rome"]
    assert lines(subject.tabulate(rows, tablefmt="plain")) == told
    assert lines(by_hand(rows)) == told


@pytest.mark.parametrize(
    "column, stands",
    [
        (["1.5", "10", "100.25", "-3"], ["  1.5", " 10", "100.25", " -3"]),
        (["1e5", "4"], ["100000", "     4"]),
        (["0123", "4"], ["0123", "   4"]),
        (["nan", "4.25"], ["nan", "  4.25"]),
    ],
)
def test_texts_that_read_as_numbers(subject, column, stands):
    rows = [[cell] for cell in column]
    assert lines(subject.tabulate(rows, tablefmt="plain")) == stands
    assert lines(by_hand(rows)) == column


def test_numbers_are_written_anew(subject):
    rows = [[1.123456789], [1000000.0]]
    assert lines(subject.tabulate(rows, tablefmt="plain")) == ["1.12346", "1e+06"]
    assert [f"{row[0]:g}" for row in rows] == ["1.12346", "1e+06"]
    assert [str(row[0]) for row in rows] == ["1.123456789", "1000000.0"]
    assert subject.tabulate(rows, tablefmt="plain", floatfmt=".1f") == "      1.1\n1000000.0"
    whole, mixed = [[12345678], [2]], [[12345678], [2.5]]
    assert lines(subject.tabulate(whole, tablefmt="plain")) == ["12345678", "       2"]
    assert lines(subject.tabulate(mixed, tablefmt="plain"))[0].strip() == "1.23457e+07"


def test_none_is_an_empty_cell(subject):
    rows = [["a", None], ["bcd", "x"]]
    assert lines(subject.tabulate(rows, tablefmt="plain")) == ["a", "bcd  x"]
    with pytest.raises(TypeError):
        by_hand(rows)
    assert by_hand([[str(cell) for cell in row] for row in rows]) == "a    None\nbcd  x"


def test_cells_of_several_lines(subject):
    rows = [["a", "x\ny"], ["bcd", "z"]]
    assert lines(subject.tabulate(rows, tablefmt="grid")) == [
        "+-----+---+",
        "| a   | x |",
        "|     | y |",
        "+-----+---+",
        "| bcd | z |",
        "+-----+---+",
    ]
    assert lines(by_hand(rows)) == ["a    x", "y", "bcd  z"]


def test_escape_codes_take_no_room(subject):
    red = "\x1b[31ma\x1b[0m"
    rows = [[red, "x"], ["bcd", "y"]]
    assert lines(subject.tabulate(rows, tablefmt="plain")) == [f"{red}    x", "bcd  y"]
    assert lines(by_hand(rows)) == [f"{red}  x", f"bcd{' ' * 9}y"]


def test_wide_characters(distribution, tmp_path):
    program = """
import os, sys
sys.path[:0] = sys.argv[1].split(os.pathsep)
import tabulate
rows = [["\\u65e5\\u672c", "x"], ["abcde", "y"]]
print(ascii(tabulate.tabulate(rows, tablefmt="plain")))
tabulate.WIDE_CHARS_MODE = False
print(ascii(tabulate.tabulate(rows, tablefmt="plain")))
"""
    (tmp_path / "wcwidth.py").write_text(
        "def wcswidth(text): return sum(2 if char > '\\u1100' else 1 for char in text)\n"
    )

    def run(*folders):
        path = os.pathsep.join(map(str, [*folders, distribution.locate_file("")]))
        argv = [sys.executable, "-I", "-B", "-c", program, path]
        return subprocess.check_output(argv, text=True).splitlines()

    wide, narrow = (ascii(f"日本{' ' * blanks}x\nabcde  y") for blanks in (3, 5))
    assert run(tmp_path) == [wide, narrow]
    assert run() == [narrow, narrow]
    assert ascii(by_hand([["日本", "x"], ["abcde", "y"]])) == narrow


def test_blanks_around_a_cell(subject, distribution, monkeypatch):
    rows = [["  a ", "x"], ["bcdef", "y"]]
    stripped, kept = ["a      x", "bcdef  y"], ["  a    x", "bcdef  y"]

    def found(**more):
        return lines(subject.tabulate(rows, tablefmt="plain", **more))

    assert found() == stripped
    assert lines(by_hand(rows)) == kept
    set_in_module(subject, monkeypatch, "PRESERVE_WHITESPACE", True)
    if distribution.version.startswith("0.9."):
        assert found() == kept
    else:
        assert found() == stripped
        assert found(preserve_whitespace=True) == kept


def test_rows_may_be_mappings(subject):
    rows = [{"name": "Anna", "size": 3}, {"name": "Bo", "size": 12}]
    assert lines(subject.tabulate(rows, headers="keys")) == [
        "name      size",
        "------  ------",
        "Anna         3",
        "Bo          12",
    ]
    assert lines(subject.tabulate({"name": ["Anna"], "size": [3]}, headers="keys")) == [
        "name      size",
        "------  ------",
        "Anna         3",
    ]


def test_formats(subject):
    rows = [["<a>", "b"]]
    assert "<td>&lt;a&gt;</td>" in subject.tabulate(rows, tablefmt="html")
    assert "|-----|---|" in lines(subject.tabulate(rows, tablefmt="github"))
    assert len(subject.tabulate_formats) >= 36
    assert {"grid", "html", "latex", "plain", "simple", "tsv"} < set(subject.tabulate_formats)


def test_a_separator(subject):
    rows = [["a", 1], ["bcd", 22.5]]
    made = subject.simple_separated_format(";")
    assert subject.tabulate(rows, tablefmt=made) == "a  ; 1\nbcd;22.5"
    assert "\n".join(";".join(map(str, row)) for row in rows) == "a;1\nbcd;22.5"
    file = io.StringIO()
    csv.writer(file, delimiter=";", lineterminator="\n").writerows(rows)
    assert file.getvalue() == "a;1\nbcd;22.5\n"


def test_narrower_columns(subject, monkeypatch):
    def found():
        return lines(subject.tabulate([["a", "b"]], headers=["x", "y"]))

    assert found() == ["x    y", "---  ---", "a    b"]
    set_in_module(subject, monkeypatch, "MIN_PADDING", 0)
    assert found() == ["x  y", "-  -", "a  b"]


def test_a_line_among_the_rows(subject):
    rows = [["a", "x"], subject.SEPARATING_LINE, ["bcd", "y"]]
    assert lines(subject.tabulate(rows)) == ["---  -", "a    x", "---  -", "bcd  y", "---  -"]
