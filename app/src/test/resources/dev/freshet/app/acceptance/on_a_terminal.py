"""Runs a command on a terminal of its own; every line on standard input types Ctrl-C there."""

import os
import pty
import select
import signal
import sys

pid, terminal = pty.fork()
if pid == 0:
    # A test run in the background hands ignored signals down; a person's shell does not.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    os.execvp(sys.argv[1], sys.argv[1:])

sources = [terminal, 0]
while terminal in sources:
    for source in select.select(sources, [], [])[0]:
        try:
            data = os.read(source, 65536)
        except OSError:
            # Linux's way to say that nobody has the terminal open any more.
            data = b""
        if not data:
            sources.remove(source)
        elif source == terminal:
            os.write(1, data.replace(b"\r\n", b"\n"))
        else:
            os.write(terminal, b"\x03")

_, status = os.waitpid(pid, 0)
sys.exit(os.waitstatus_to_exitcode(status))
