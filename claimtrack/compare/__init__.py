"""Incidents, origins, series and checks: pure functions over claims."""
