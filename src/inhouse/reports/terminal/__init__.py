"""How reports look on a terminal: lines, columns, words."""
