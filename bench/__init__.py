"""Measurements, each beside a peer or a limit in the same run. They print figures and never pass or fail."""
