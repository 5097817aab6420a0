"""Logs by level."""

import sys

import logging
from logging import getLogger

log = getLogger("shop")
log.addHandler(logging.StreamHandler(sys.stdout))
log.setLevel(logging.INFO)
log.info("open")
log.debug("unheard")
