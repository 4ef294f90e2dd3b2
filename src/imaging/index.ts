/** Study and outline references in, lesions out; and the writers of the same objects. */
export type { AllowedArchive, ArchiveTls } from './archive-addresses.ts';
export type { Answer } from './archive-request.ts';
export type { Attributes } from './attributes.ts';
export { decodeColourFrame, decodeFrame, decodeStoredFrame } from './decode-frame.ts';
export type { Dicomweb, DicomwebClient, DicomwebOptions } from './dicomweb.ts';
export { createDicomweb } from './dicomweb.ts';
export { drawShapes } from './draw-shapes.ts';
export { encodeDicom } from './encode-dicom.ts';
export { type FilesArchive, filesArchive } from './files-archive.ts';
export { fillPolygons } from './fill-polygons.ts';
export { statedSpacings } from './geometry-findings.ts';
export {
  HEAT_COLOURS,
  type HeatLayer,
  type HeatMap,
  heatLayer,
  heatOverlay,
  heatRange,
  type ValueRange,
} from './heat-overlay.ts';
export { framePicture, imageChoices } from './image-choices.ts';
export { ImageFileError, type ImageFileProblem } from './image-file-error.ts';
export { dataAddress, encodePng, pngAddress, readGreyImage, readMask } from './image-files.ts';
export type { ImagingLimits } from './imaging-limits.ts';
export { DEFAULT_LIMITS } from './imaging-limits.ts';
export type { ImageToImport, ImportedImage } from './import-image.ts';
export { importImage } from './import-image.ts';
export { jsonAttributes } from './json-attributes.ts';
export type { LoadedLesion } from './load-lesion.ts';
export { loadLesion } from './load-lesion.ts';
export { locateOutline, ONLY_SEGMENT, type OutlineSearch } from './locate-outline.ts';
export type { DecodedFrame } from './luminance.ts';
export { greyOf } from './luminance.ts';
export { maskBox } from './mask-box.ts';
export { readMultipart } from './multipart.ts';
export { outlineRings } from './outline-rings.ts';
export { describeOutlines, drawOutline } from './outlines-of-object.ts';
export type { DicomObject } from './parse-dicom.ts';
export { parseDicom } from './parse-dicom.ts';
export { describePixels } from './pixel-description.ts';
export { checkQuality, QUALITY_GATE, type QualityReport } from './quality-gate.ts';
export type { QualityInput } from './quality-input.ts';
export { qualityPicture } from './quality-picture.ts';
export { type ImageRegionInput, readImageRegion } from './read-image-region.ts';
export { readQualityInput } from './read-quality-input.ts';
export type { Segmentation } from './read-segmentation.ts';
export { readSegmentation } from './read-segmentation.ts';
export { readStructureSet } from './read-structure-set.ts';
export { type RecordOfLesion, recordFindings } from './record-findings.ts';
export { type Drawing, type DrawnSegmentation, segmentationOfDrawing } from './segmentation-of-drawing.ts';
export { SOP_CLASS } from './sop-class.ts';
export { startThread } from './start-thread.ts';
export { TAG } from './tag.ts';
export { TRANSFER_SYNTAX } from './transfer-syntax.ts';
export { uidFromSeed } from './uid-from-seed.ts';
export { type UltrasoundGeometry, ultrasoundCalibration, ultrasoundGeometry } from './ultrasound-calibration.ts';
export type { UltrasoundRegion } from './ultrasound-regions.ts';
export { writeNrrd } from './write-nrrd.ts';
export type { SegmentationToWrite } from './write-segmentation.ts';
export { writeSegmentation } from './write-segmentation.ts';
export type { UltrasoundToWrite } from './write-ultrasound.ts';
export { writeUltrasound } from './write-ultrasound.ts';
