"""Offers every change record on standard input, one a line, to the guide's function twice; prints what it answers."""

import json
import sys

from last_writer_wins import process_record

for line in sys.stdin:
    if line.strip():
        payload = json.loads(line)
        print(json.dumps([process_record(payload), process_record(payload)]))
