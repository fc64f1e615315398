"""Why: where each value of a report comes from, and why other words gave none.

Built after the fact from what the steps handed to each other and from the very functions that decided.
"""
