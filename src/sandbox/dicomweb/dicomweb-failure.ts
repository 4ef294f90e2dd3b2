/** A refusal of the embedded archive; the message goes to the caller and names no patient data. */
export class DicomwebFailure extends Error {
  override readonly name = 'DicomwebFailure';
  readonly status: 400 | 401 | 404 | 406 | 411 | 415;

  constructor(status: DicomwebFailure['status'], message: string) {
    super(message);
    this.status = status;
  }
}
