/**
 * Refusals of the embedded FHIR server and their OperationOutcome (FHIR R4 http.html 3.1.0.1.4, operationoutcome).
 * `diagnostics` is shown to the caller: it names parameters and elements, never their values.
 */
import type { OperationOutcome, OperationOutcomeIssue } from 'fhir/r4.js';

export class FhirFailure extends Error {
  override readonly name = 'FhirFailure';
  readonly status: number;
  readonly code: OperationOutcomeIssue['code'];

  constructor(status: number, code: OperationOutcomeIssue['code'], diagnostics: string, options?: ErrorOptions) {
    super(diagnostics, options);
    this.status = status;
    this.code = code;
  }
}

export function outcome(
  severity: OperationOutcomeIssue['severity'],
  code: OperationOutcomeIssue['code'],
  diagnostics: string,
): OperationOutcome {
  return { resourceType: 'OperationOutcome', issue: [{ severity, code, diagnostics }] };
}
