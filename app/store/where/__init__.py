"""What the filter's parameters mean in SQL, one family of conditions a file."""
