"""The windows, each a process of its own: the only place that imports tkinter."""
