"""Runs a program, discards its output and prints the peak resident set of its own process in MB, without
the programs it starts (which is what /usr/bin/time adds in)."""

import subprocess
import sys
import time

peak = 0
with subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL) as process:
    while process.poll() is None:
        # The high-water mark only grows, so at most the last step is missed.
        with open(f"/proc/{process.pid}/status") as status:
            for line in status:
                if line.startswith("VmHWM:"):
                    peak = max(peak, int(line.split()[1]))
        time.sleep(0.0005)
print(round(peak / 1024))
