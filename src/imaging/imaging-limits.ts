/** How much of an archive's answer is looked at. Every size that a file claims is checked against these before memory is taken. */
export interface ImagingLimits {
  /** One DICOM object, or one answer of an archive. */
  readonly maxObjectBytes: number;
  /** One DICOM JSON answer. */
  readonly maxJsonBytes: number;
  /** Rows x columns of one frame. */
  readonly maxPixels: number;
  readonly maxFrames: number;
  /** Sequences inside sequences. */
  readonly maxDepth: number;
  /** Numbers that the parser may read from one data set: about three an element or item. */
  readonly maxReads: number;
  readonly maxParts: number;
  /** Time for one compressed frame, however large; a small one gets less. */
  readonly maxDecodeMs: number;
}

export const DEFAULT_LIMITS: ImagingLimits = {
  maxObjectBytes: 128 * 1024 * 1024,
  maxJsonBytes: 16 * 1024 * 1024,
  maxPixels: 16_777_216,
  maxFrames: 10_000,
  maxDepth: 16,
  maxReads: 3_000_000,
  maxParts: 16,
  maxDecodeMs: 30_000,
};
