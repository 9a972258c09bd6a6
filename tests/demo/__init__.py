"""The demo federation, built once and looked at from several sides."""
