"""What holds for all tests."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# How quick a machine is decides no test; benchmarks/ measures.
settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
if settings.get_current_profile_name() == "default":  # else hypothesis knows it is on a CI
    settings.load_profile("any machine")
