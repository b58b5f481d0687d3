"""The plan on paper: at B1, tagged for screen readers (PDF/UA-1) and fit for the archive (PDF/A-2a)."""
