/** The three checklists, filled as far as the results allow. */
import type { ValidationResults } from '../validation-results.ts';
import { CLEAR } from './checklists/clear.ts';
import { type FilledItem, fillChecklist } from './checklists/fill-checklist.ts';
import type { Checklist } from './checklists/item.ts';
import { METRICS } from './checklists/metrics.ts';
import { TRIPOD_AI } from './checklists/tripod-ai.ts';
import { escaped, paragraph, section, table } from './markup.ts';

export const CHECKLISTS: readonly Checklist[] = [CLEAR, METRICS, TRIPOD_AI];

const CLASSES: Readonly<Record<FilledItem['status'], string>> = {
  answered: 'answered',
  authors: 'authors',
  'not-applicable': 'notice',
};

export function checklistSection(results: ValidationResults): string {
  const lists = CHECKLISTS.flatMap((checklist) => {
    const items = fillChecklist(checklist, results);
    const open = items.filter(({ status }) => status === 'authors').length;
    const rows = items.map(({ number, section: part, item, status, answer }) => [
      number,
      part,
      item,
      {
        html: `<span class="${CLASSES[status]}">${status === 'not-applicable' ? 'Not applicable. ' : ''}${escaped(answer)}</span>`,
      },
    ]);
    return [
      `<h3>${escaped(checklist.title)}</h3>`,
      paragraph(
        `${items.length - open} of ${items.length} items answered from the results, ${open} left to the authors. ${checklist.source}`,
      ),
      table(['No.', 'Part', 'Item', 'Answer'], rows, [1, 2, 3]),
    ];
  });
  return section('checklists', 'Reporting checklists', lists);
}
