/** Errors on the wire: an OperationOutcome that names the field and says what to do, never a stack or a cause. */
import type { OperationOutcome } from 'fhir/r4.js';
import { ERROR_TABLE, type ErrorCode, ServiceError } from '../core/index.ts';
import { TOO_DEEP } from './bounded-json.ts';

const ISSUE_TYPE: Readonly<Record<ErrorCode, OperationOutcome['issue'][number]['code']>> = {
  'malformed-body': 'structure',
  'hook-mismatch': 'value',
  unauthorized: 'login',
  'address-not-allowed': 'security',
  'unknown-service': 'not-found',
  'not-found': 'not-found',
  'missing-data': 'required',
  'outline-refused': 'business-rule',
  'too-large': 'too-long',
  'unsupported-media-type': 'not-supported',
  'fhir-refused': 'forbidden',
  'fhir-unavailable': 'transient',
  busy: 'throttled',
  'bad-configuration': 'exception',
  internal: 'exception',
};

export function operationOutcome(error: ServiceError): OperationOutcome {
  return {
    resourceType: 'OperationOutcome',
    issue: [
      {
        severity: 'error',
        code: ISSUE_TYPE[error.code],
        details: { text: error.code },
        diagnostics: `${error.message} ${ERROR_TABLE[error.code].advice}`,
        ...(error.field === undefined ? {} : { expression: [error.field] }),
      },
    ],
  };
}

interface HttpFailure {
  readonly type?: unknown;
  readonly status?: unknown;
  readonly limit?: unknown;
}

/** What express and its body parser throw, in our vocabulary; anything unforeseen is `internal`. */
export function asServiceError(error: unknown): ServiceError {
  if (error instanceof ServiceError) return error;
  const { type, status, limit } = (typeof error === 'object' && error !== null ? error : {}) as HttpFailure;
  switch (type) {
    case 'entity.too.large':
      return new ServiceError('too-large', `The body is larger than ${String(limit)} bytes.`, { field: 'body', cause: error });
    case TOO_DEEP:
      return new ServiceError('malformed-body', 'The body is nested too deep.', { field: 'body', cause: error });
    case 'charset.unsupported':
    case 'encoding.unsupported':
      return new ServiceError('unsupported-media-type', 'The character set or content encoding is not supported.', {
        cause: error,
      });
  }
  if (typeof status !== 'number' || status < 400 || status >= 500) {
    return new ServiceError('internal', 'The service failed.', { cause: error });
  }
  // The body parser names what it refuses; other client errors come from the path.
  return type === undefined
    ? new ServiceError('not-found', 'There is nothing at this path.', { cause: error })
    : new ServiceError('malformed-body', 'The body is not well-formed JSON.', { field: 'body', cause: error });
}
