"""What holds for all tests."""

from __future__ import annotations

import signal

from hypothesis import HealthCheck, settings

# How quick a machine is decides no test; benchmarks/ measures.
settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
if settings.get_current_profile_name() == "default":  # else hypothesis knows it is on a CI
    settings.load_profile("any machine")

# A shell starts what it puts in the background deaf to Ctrl-C, and so would be our own children.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
