"""Prints in colours, if there are any."""

from termcolor import colored, cprint

print(repr(colored("warning", "yellow", attrs=["bold"], force_color=True)))
cprint("plain", "red")
