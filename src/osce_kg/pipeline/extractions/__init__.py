"""Extracts from all documents of a build: here, in processes or on a cluster; what is done stays done."""

from osce_kg.pipeline.extractions.cluster import Cluster
from osce_kg.pipeline.extractions.execution import Execution, InProcess, InSecondProcess
from osce_kg.pipeline.extractions.process_pool import ProcessPool

__all__ = ["Cluster", "Execution", "InProcess", "InSecondProcess", "ProcessPool"]
