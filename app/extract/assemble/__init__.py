"""From what single sentences tell to one report for each happening."""

from app.extract.assemble.account import Account
from app.extract.assemble.cluster import cluster, joined
from app.extract.assemble.confidence import Confidence
from app.extract.assemble.report import report_of
from app.extract.assemble.same import MergeWeights

__all__ = ["Account", "Confidence", "MergeWeights", "cluster", "joined", "report_of"]
