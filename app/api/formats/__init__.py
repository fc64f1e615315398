"""What a list of events is written as: one small file a format."""
