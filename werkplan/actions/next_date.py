"""Where actions find the writer of the date on which a caseload is sorted."""

from werkplan.next_date import refresh_next_on

__all__ = ["refresh_next_on"]
