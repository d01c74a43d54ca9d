"""Runs a command to its end; prints its processor time and its peak of memory, those of its children included, as a line of JSON."""

import json
import resource
import subprocess
import sys
import time

start = time.perf_counter()
process = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(
    json.dumps(
        {
            "cpu": used.ru_utime + used.ru_stime,
            "wall": time.perf_counter() - start,
            "mb": used.ru_maxrss / 1024,
            "exit": process.returncode,
        }
    )
)
