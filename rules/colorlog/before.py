"""Logs by level."""

import sys

import colorlog
from colorlog import getLogger

log = getLogger("shop")
log.addHandler(colorlog.StreamHandler(sys.stdout))
log.setLevel(colorlog.INFO)
log.info("open")
log.debug("unheard")
