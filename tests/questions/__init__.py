"""Random events, every filter over them, and the surfaces that answer: all must agree with a filter in Python."""
