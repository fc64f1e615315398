"""How actors and places are called, whatever the script: names made comparable, and the names that tables know."""
