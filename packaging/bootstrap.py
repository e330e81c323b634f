"""From a bare machine to a running hipbreak: `python3 packaging/bootstrap.py run`.

This file is written for any Python 3, so that an old one can say so in one line; if a newer
Python is on the PATH it takes over. All else is in the package `prepare` beside this file.
"""

import os
import shutil
import subprocess
import sys

OLDEST = (3, 11)
NEWEST_KNOWN = 15


def main():
    if sys.version_info >= OLDEST:
        sys.dont_write_bytecode = True  # the project's folder stays as it was cloned
        from prepare.main import main as prepare

        return prepare(sys.argv[1:])
    newer = find_newer()
    if newer:
        return subprocess.call([newer, os.path.abspath(__file__), *sys.argv[1:]])
    sys.stderr.write(
        "hipbreak needs Python %d.%d or newer; this is %d.%d, and no newer one is on the PATH.\n"
        % (OLDEST + tuple(sys.version_info[:2]))
    )
    return 1


def find_newer():
    for minor in range(NEWEST_KNOWN, OLDEST[1] - 1, -1):
        found = shutil.which("python3.%d" % minor)
        if found and subprocess.call([found, "-c", ""], stderr=subprocess.DEVNULL) == 0:
            return found
    return None


if __name__ == "__main__":
    sys.exit(main())
