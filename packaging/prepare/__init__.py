"""Makes what hipbreak needs to run from a source tree. Standard library only.

`main` takes a purpose, `parts` finds missing system parts and installs or names them,
`interpreters` picks a Python with a good Tk, `environment` makes the virtual environment.
"""
