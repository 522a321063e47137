"""What a program says to a terminal."""
import os
import pty
import subprocess


def watch(command, **options):
    """Runs the command with a terminal as its standard error: its exit status and what it said
    there. None where there is no terminal to be had, as in a root without /dev/pts; that is said.
    """
    try:
        ours, theirs = pty.openpty()
    except OSError as fault:
        if os.path.exists("/dev/pts/ptmx"):
            raise
        print("# what a terminal sees was not looked at: " + str(fault), flush=True)
        return None
    try:
        with subprocess.Popen(command, stderr=theirs, **options) as child:
            os.close(theirs)
            said = b""
            try:
                while piece := os.read(ours, 65536):
                    said += piece
            except OSError:  # the other end was closed
                pass
            return child.wait(timeout=100), said
    finally:
        os.close(ours)
