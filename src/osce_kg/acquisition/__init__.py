"""FETCH: from addresses, listing pages and sitemaps to a folder of captures, politely."""

from osce_kg.acquisition.fetching import FetchRecord, fetch_pages
from osce_kg.acquisition.options import FetchOptions, Start

__all__ = ["FetchOptions", "FetchRecord", "Start", "fetch_pages"]
