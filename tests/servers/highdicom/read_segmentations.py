"""Opens segmentations with pydicom and highdicom as strictly as they go, and prints what they make of them as JSON.

usage: read_segmentations.py FILE...
"""

import hashlib
import json
import sys
import warnings

import highdicom as hd
import pydicom
from pydicom import config

warnings.simplefilter("error")
config.settings.reading_validation_mode = config.RAISE


def described(path):
    dataset = pydicom.dcmread(path)
    for element in dataset.iterall():
        element.value
    segmentation = hd.seg.segread(path)
    segment = segmentation.get_segment_description(1)
    study, series, instance = segmentation.get_source_image_uids()[0]
    reference = dataset.PerFrameFunctionalGroupsSequence[0].DerivationImageSequence[0].SourceImageSequence[0]
    frame = reference.get("ReferencedFrameNumber")
    if frame is None:
        mask = segmentation.get_pixels_by_source_instance([instance])[0, :, :, 0]
    else:
        mask = segmentation.get_pixels_by_source_frame(instance, [int(frame)])[0, :, :, 0]
    return {
        "patient": [str(dataset.PatientID), str(dataset.PatientName), str(dataset.get("PatientBirthDate", ""))],
        "type": segmentation.segmentation_type.value,
        "segments": segmentation.number_of_segments,
        "algorithm": segment.algorithm_type.value,
        "tracking": [segment.tracking_id, segment.tracking_uid],
        "creator": str(dataset.ContentCreatorName),
        "made": str(dataset.ContentDate) + str(dataset.ContentTime),
        "source": [study, series, instance, 1 if frame is None else int(frame)],
        "shape": list(mask.shape),
        "sha256": hashlib.sha256((mask != 0).astype("uint8").tobytes()).hexdigest(),
        "pixelArray": hashlib.sha256(dataset.pixel_array.astype("uint8").tobytes()).hexdigest(),
    }


json.dump([described(path) for path in sys.argv[1:]], sys.stdout)
