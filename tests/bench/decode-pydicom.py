"""pydicom for the benchmark: one JSON request a line on stdin, one JSON answer a line on stdout.
run: reads a file that is in memory already, decodes its first frame and gives it its colours; answers CPU seconds."""
import io, json, sys, time, warnings
import numpy as np
import pydicom
from pydicom.pixels import apply_color_lut, pixel_array

warnings.filterwarnings("ignore")
answers, sys.stdout = sys.stdout, sys.stderr
held = {}


def decoded(data):
    dataset = pydicom.dcmread(io.BytesIO(data))
    pixels = pixel_array(dataset, index=0)
    return apply_color_lut(pixels, dataset) if dataset.PhotometricInterpretation == "PALETTE COLOR" else pixels


def run(request):
    path = request["file"]
    if path not in held:
        held.clear()
        with open(path, "rb") as file:
            held[path] = file.read()
    started = time.process_time()
    try:
        pixels = decoded(held[path])
    except Exception as problem:
        return {"refused": f"{type(problem).__name__}: {problem}"[:200]}
    return {"cpuMs": 1000 * (time.process_time() - started), "values": int(np.size(pixels))}


for line in sys.stdin:
    try:
        answer = run(json.loads(line))
    except Exception as problem:
        answer = {"error": str(problem)}
    print(json.dumps(answer), file=answers, flush=True)
