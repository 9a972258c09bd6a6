"""The template tags, by what they draw; `templatetags/ui.py` gathers them into one `{% load ui %}`."""
