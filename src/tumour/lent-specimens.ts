/** What panels and reports say of the tissue of the results in them. */
import type { PatientRecord } from '../core/index.ts';
import { child, children, referenceOf } from './elements.ts';

export interface Loan {
  /** The panel or report, in which a contained Specimen is. */
  readonly holder: unknown;
  readonly reference: unknown;
  readonly bodySite: unknown;
}

/**
 * By reference of the result. A report lends its only specimen, a panel its specimen and body site; the report goes first.
 *
 * @param panels Observations with members
 */
export function lentSpecimens(record: PatientRecord, panels: readonly unknown[]): ReadonlyMap<string, Loan> {
  const loans = new Map<string, Loan>();
  const lend = (member: unknown, loan: Loan): void => {
    const to = referenceOf(member);
    if (to === undefined) return;
    const before = loans.get(to);
    const first = before?.reference === undefined ? loan : before;
    loans.set(to, { ...first, bodySite: before?.bodySite ?? loan.bodySite });
  };
  for (const report of record.diagnosticReports) {
    const own = children(report, 'specimen');
    if (own.length !== 1) continue;
    for (const result of children(report, 'result')) lend(result, { holder: report, reference: own[0], bodySite: undefined });
  }
  for (const panel of panels) {
    const loan = { holder: panel, reference: child(panel, 'specimen'), bodySite: child(panel, 'bodySite') };
    if (loan.reference === undefined && loan.bodySite === undefined) continue;
    for (const member of children(panel, 'hasMember')) lend(member, loan);
  }
  return loans;
}
