/** Text of a cell in a reason, as cohort-field.ts of training/ quotes it. */
const QUOTED = /"(?:[^"\\]|\\.)*"/g;

/**
 * Most frequent reason first; the rest of a long list together. Texts of cells are left out: a report goes further than its table,
 * and a cell may hold the name or number of a patient that belongs in another column.
 */
export function counted(reasons: readonly string[]): { reason: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const reason of reasons.map((own) => own.replace(QUOTED, 'a value'))) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const sorted = [...counts].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count);
  const rest = sorted.slice(6).reduce((sum, { count }) => sum + count, 0);
  return rest === 0 ? sorted : [...sorted.slice(0, 6), { reason: 'other reasons', count: rest }];
}
