"""Which reports tell of the same happening, and which articles are copies of each other.

A pure library like ``app.extract``, upon which it stands: no web, no database, no network, no environment, no clock.
"""

from app.merging.account import account_of
from app.merging.likeness import Likeness, Weights, likeness
from app.merging.partition import Parted, partition
from app.merging.records import Account, Party, Spot

__all__ = ["Account", "Likeness", "Parted", "Party", "Spot", "Weights", "account_of", "likeness", "partition"]
