/** What goes between the service and a codec thread. */

export type Codec = 'charls' | 'openjpeg' | 'openjph' | 'jpeg-lossless';

export interface CodecRequest {
  readonly codec: Codec;
  readonly bytes: Uint8Array;
  /** What the codec may hold in memory at the same time. */
  readonly maxMemoryBytes: number;
}

export interface CodecPixels {
  readonly kind: 'pixels';
  readonly width: number;
  readonly height: number;
  readonly samples: number;
  readonly bits: number;
  /** Plane after plane instead of pixel after pixel. */
  readonly planar: boolean;
  /** Little endian; one byte a sample up to 8 bits, else two. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface CodecFailure {
  readonly kind: 'failed';
  readonly cause: 'damaged' | 'form' | 'time' | 'memory' | 'ended';
}

export type CodecReply = CodecPixels | CodecFailure;
