/** A refusal of the embedded archive; the message goes to the caller and names no patient data. */
export class DicomwebFailure extends Error {
  override readonly name = 'DicomwebFailure';
  readonly status: 400 | 401 | 404 | 406 | 415;

  constructor(status: DicomwebFailure['status'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}
