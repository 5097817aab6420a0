"""What callers of monotonic may rely on."""

import time

import pytest


def test_it_is_the_clock_of_time(subject):
    assert subject.monotonic is time.monotonic


def test_it_takes_nothing_and_never_runs_back(subject):
    found = [subject.monotonic() for _ in range(100)]
    assert found == sorted(found)
    assert type(found[0]) is float
    with pytest.raises(TypeError):
        subject.monotonic(1)
