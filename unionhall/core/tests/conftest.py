from hypothesis import settings

settings.register_profile("unhurried", deadline=None)  # tests never assert a duration
settings.load_profile("unhurried")
