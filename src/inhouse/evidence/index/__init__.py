"""The one place that talks to package indexes; everything it hears is checked and bounded."""
