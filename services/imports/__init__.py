"""A partner's own list of offers: read, understood, shown row by row, and taken over as drafts."""
