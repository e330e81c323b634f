"""Tests of behaviour, on a real X server, a real message bus and a real database."""
