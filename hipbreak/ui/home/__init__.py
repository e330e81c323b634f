"""The home window: today, the week, the library, the settings and safety, in one window.

`window` is the frame: who can be turned to, the keys, when a page is filled anew. `desk` is what
every page works with: the look, the journal to read, the resident to ask. A page is one `Page`,
imported when it is first turned to; its words and numbers come from `core` or from a `*_model`
beside it that knows no Tk.
"""
