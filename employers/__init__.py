"""Employers and their vacancies: the top floor. Roles exist; their own screens come with vacancies and matching."""
