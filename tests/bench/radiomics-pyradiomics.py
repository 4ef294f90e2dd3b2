"""PyRadiomics 3.0.1 for the benchmark: one JSON request a line on stdin, one JSON answer a line on stdout.
load: image and mask as raw bytes in files; run: settings and image types, answers CPU seconds of one call; map: the same voxel by
voxel over the original image, the maps row by row over the region's box."""
import json, logging, sys, time, warnings
import numpy as np
import SimpleITK as sitk
import radiomics
from radiomics import featureextractor

warnings.filterwarnings("ignore")
np.seterr(all="ignore")
radiomics.setVerbosity(logging.CRITICAL)
sitk.ProcessObject.SetGlobalDefaultNumberOfThreads(1)
answers, sys.stdout = sys.stdout, sys.stderr
image = mask = None
extractors = {}


def load(request):
    global image, mask
    shape = (request["height"], request["width"])
    image = sitk.GetImageFromArray(np.fromfile(request["image"], np.uint8).reshape(shape))
    mask = sitk.GetImageFromArray(np.fromfile(request["mask"], np.uint8).reshape(shape))
    for one in (image, mask):
        one.SetSpacing(request["spacing"])
    return {}


def run(request):
    key = json.dumps([request["settings"], request["imageTypes"], request["features"]])
    if key not in extractors:
        extractor = featureextractor.RadiomicsFeatureExtractor(force2D=False, additionalInfo=False, **request["settings"])
        extractor.disableAllImageTypes()
        for name, own in request["imageTypes"].items():
            extractor.enableImageTypeByName(name, customArgs=dict(own))
        extractor.disableAllFeatures()
        extractor.enableFeaturesByName(**request["features"])
        extractors[key] = extractor
    started = time.process_time()
    values = extractors[key].execute(image, mask)
    seconds = time.process_time() - started
    return {"cpuMs": 1000 * seconds, "values": {name: float(np.real(value)) for name, value in values.items()}}


def maps(request):
    extractor = featureextractor.RadiomicsFeatureExtractor(
        force2D=True, force2Ddimension=0, additionalInfo=False, voxelBatch=1000, **request["settings"]
    )
    extractor.disableAllFeatures()
    extractor.enableFeaturesByName(**request["features"])
    one_slice = [sitk.JoinSeries(one) for one in (image, mask)]
    started = time.process_time()
    found = extractor.execute(*one_slice, voxelBased=True)
    seconds = time.process_time() - started
    rows, columns = np.nonzero(sitk.GetArrayFromImage(mask))
    answer = {}
    for name, one in found.items():
        left, top, _ = mask.TransformPhysicalPointToIndex(one.GetOrigin()[:2]) + (0,)
        answer[name] = sitk.GetArrayFromImage(one)[0][rows - top, columns - left]
    return {"cpuMs": 1000 * seconds, "maps": {name: [repr(float(v)) for v in values] for name, values in answer.items()}}


KINDS = {"load": load, "run": run, "map": maps}

for line in sys.stdin:
    request = json.loads(line)
    try:
        answer = KINDS[request["kind"]](request)
    except Exception as error:
        answer = {"error": f"{type(error).__name__}: {error}"}
    answers.write(json.dumps(answer) + "\n")
    answers.flush()
