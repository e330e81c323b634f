"""A week to take along: `html` one file for a clinician, `picture` a PNG, `plain` JSON and CSV.

Charts are our own SVG and Pillow drawing; docs/report.md says why no charting library.
"""
