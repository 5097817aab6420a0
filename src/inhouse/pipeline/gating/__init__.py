"""The gate: what a change locks that was not locked before, judged by what was there before."""
