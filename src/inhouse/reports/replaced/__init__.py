"""What `replace` did or would do; one file per format."""
