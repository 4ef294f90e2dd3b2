"""Outlines one lesion on an ultrasound image with highdicom in each form that it writes.

usage: write_outlines.py IMAGE MASK FOLDER    MASK: bytes 0 or 1, one for each pixel

Writes binary.dcm, fractional.dcm, labelmap.dcm, rle.dcm and report.dcm, which holds a polygon around the mask's box.
"""

import pathlib
import sys

import highdicom as hd
import numpy as np
import pydicom
from pydicom.sr.codedict import codes
from pydicom.uid import ExplicitVRLittleEndian, RLELossless

source = pydicom.dcmread(sys.argv[1])
mask = np.frombuffer(pathlib.Path(sys.argv[2]).read_bytes(), dtype="uint8").reshape(source.Rows, source.Columns)
folder = pathlib.Path(sys.argv[3])
tracking_uid = "2.25.4242"

description = hd.seg.SegmentDescription(
    segment_number=1,
    segment_label="Mass",
    segmented_property_category=codes.SCT.MorphologicallyAbnormalStructure,
    segmented_property_type=codes.SCT.Lesion,
    algorithm_type=hd.seg.SegmentAlgorithmTypeValues.MANUAL,
    tracking_uid=tracking_uid,
    tracking_id="L1",
)
shared = {
    "series_number": 7,
    "instance_number": 1,
    "manufacturer": "test",
    "manufacturer_model_name": "test",
    "software_versions": "1",
    "device_serial_number": "1",
}


def segmentation(name, kind, syntax, pixels):
    hd.seg.Segmentation(
        source_images=[source],
        pixel_array=pixels,
        segmentation_type=kind,
        segment_descriptions=[description],
        series_instance_uid=hd.UID(),
        sop_instance_uid=hd.UID(),
        transfer_syntax_uid=syntax,
        **shared,
    ).save_as(folder / name)


kinds = hd.seg.SegmentationTypeValues
segmentation("binary.dcm", kinds.BINARY, ExplicitVRLittleEndian, mask)
segmentation("fractional.dcm", kinds.FRACTIONAL, ExplicitVRLittleEndian, mask.astype("float32") * 0.8)
segmentation("labelmap.dcm", kinds.LABELMAP, ExplicitVRLittleEndian, mask)
segmentation("rle.dcm", kinds.LABELMAP, RLELossless, mask)

rows, columns = np.nonzero(mask)
left, right, top, bottom = columns.min(), columns.max() + 1, rows.min(), rows.max() + 1
ring = np.array([[left, top], [right, top], [right, bottom], [left, bottom], [left, top]], dtype=float)
region = hd.sr.ImageRegion(
    graphic_type=hd.sr.GraphicTypeValues.POLYLINE,
    graphic_data=ring,
    source_image=hd.sr.SourceImageForRegion(source.SOPClassUID, source.SOPInstanceUID),
)
group = hd.sr.PlanarROIMeasurementsAndQualitativeEvaluations(
    tracking_identifier=hd.sr.TrackingIdentifier(identifier="L1", uid=tracking_uid),
    referenced_region=region,
    finding_type=codes.SCT.Lesion,
    finding_sites=[hd.sr.FindingSite(codes.SCT.Breast, laterality=codes.SCT.Right)],
)
person = hd.sr.ObserverContext(codes.DCM.Person, hd.sr.PersonObserverIdentifyingAttributes(name="Rivera^Sam"))
report = hd.sr.MeasurementReport(
    observation_context=hd.sr.ObservationContext(observer_person_context=person),
    procedure_reported=codes.LN.CTUnspecifiedBodyRegion,
    imaging_measurements=[group],
)
hd.sr.Comprehensive3DSR(
    evidence=[source],
    content=report,
    series_instance_uid=hd.UID(),
    sop_instance_uid=hd.UID(),
    series_number=8,
    instance_number=1,
    manufacturer="test",
).save_as(folder / "report.dcm")
