/** The filled checklists as one table, so that authors can complete them where they write. */
import type { ValidationResults } from '../validation-results.ts';
import { CHECKLISTS } from './checklist-section.ts';
import { fillChecklist } from './checklists/fill-checklist.ts';
import { csvLine } from './csv-line.ts';

export function checklistsCsv(results: ValidationResults): string {
  const rows = CHECKLISTS.flatMap((checklist) =>
    fillChecklist(checklist, results).map(({ number, section, item, status, answer }) =>
      csvLine([checklist.title, number, section, item, status, answer]),
    ),
  );
  return [csvLine(['checklist', 'number', 'part', 'item', 'status', 'answer']), ...rows].join('');
}
