/** What a caller may want to tell apart; `unreadable-file` is every other problem. */
export type ImageFileProblem =
  | 'unreadable-file'
  | 'size-mismatch'
  | 'label-absent'
  | 'several-labels'
  | 'several-frames'
  | 'other-image'
  | 'outline-unusable';

/** The file is not what it has to be; the message says what was expected and what came. */
export class ImageFileError extends Error {
  override readonly name = 'ImageFileError';
  readonly code: ImageFileProblem;

  constructor(message: string, options: { readonly code?: ImageFileProblem; readonly cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = options.code ?? 'unreadable-file';
  }
}
