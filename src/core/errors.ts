/**
 * The whole failure vocabulary of the service: one table from code to HTTP status.
 * docs/errors.md mirrors it and a test keeps the two equal.
 * A clinical "cannot assess" is not an error: see reasons.ts.
 */
export const ERROR_TABLE = {
  'malformed-body': { status: 400, retry: false, advice: 'Send a CDS Hooks 2.0 request; the diagnostics name the field.' },
  'hook-mismatch': { status: 400, retry: false, advice: 'Send the hook that discovery lists for this service id.' },
  unauthorized: {
    status: 401,
    retry: false,
    advice: 'Send a client JWT of a configured issuer, with the exact URL as audience.',
  },
  'address-not-allowed': {
    status: 403,
    retry: false,
    advice: 'Ask the service administrator to put this address on the allow-list.',
  },
  'unknown-service': { status: 404, retry: false, advice: 'Use a service id that GET /cds-services lists.' },
  'not-found': { status: 404, retry: false, advice: 'Check the path.' },
  'missing-data': { status: 412, retry: false, advice: 'Send the named prefetch key, or fhirServer with fhirAuthorization.' },
  'outline-refused': {
    status: 422,
    retry: false,
    advice: 'Draw the outline on an ultrasound image of this study of this patient; the diagnostics say what is wrong.',
  },
  'too-large': { status: 413, retry: false, advice: 'Send a smaller body; the diagnostics give the limit.' },
  'unsupported-media-type': { status: 415, retry: false, advice: 'Send application/json.' },
  'fhir-refused': { status: 412, retry: false, advice: 'The FHIR server refused the access token; check its scopes.' },
  'fhir-unavailable': {
    status: 412,
    retry: true,
    advice: 'The FHIR server did not give the data in time; send it as prefetch or try again.',
  },
  busy: { status: 503, retry: true, advice: 'Try again in a few seconds.' },
  'bad-configuration': { status: 500, retry: false, advice: 'Correct the named setting and start the service again.' },
  internal: { status: 500, retry: true, advice: 'Try again; if it stays, give the request id to the service administrator.' },
} as const satisfies Record<string, { status: number; retry: boolean; advice: string }>;

export type ErrorCode = keyof typeof ERROR_TABLE;

/** A refusal with a stable code. `message` and `field` are shown to the caller: no patient data, token or stack in them. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly code: ErrorCode;
  /** JSON path of the request field or name of the setting that is at fault. */
  readonly field: string | undefined;

  constructor(code: ErrorCode, message: string, options: { field?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.field = options.field;
  }

  get status(): number {
    return ERROR_TABLE[this.code].status;
  }
}
