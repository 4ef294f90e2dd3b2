/** Facts as a table for people: what was found, when, whether it was coded, read from text or derived, and where. */
import type { ChartItem, Evidence, Her2Result, PathwayFacts, ReceptorFact, TherapyCourse } from '../core/index.ts';

interface Line {
  readonly fact: string;
  readonly value: string;
  readonly date?: string | undefined;
  readonly how?: string | undefined;
  readonly where?: string | undefined;
}

export function factsTable(facts: PathwayFacts): string {
  const lines: readonly Line[] = [
    { fact: 'Patient', value: `${facts.patientId}, sex ${facts.sex}`, date: facts.today },
    ...her2Lines(facts),
    receptorLine('ER', facts.receptors.er),
    receptorLine('PR', facts.receptors.pr),
    ...diseaseLines(facts),
    ...therapyLines(facts),
    itemLine('Lung disease', facts.safety.ild),
    itemLine('LVEF', facts.safety.lvef),
    itemLine('Blood count', facts.safety.cbc),
    itemLine('Kidney', facts.safety.renal),
    itemLine('Chest CT', facts.safety.chestCt),
    facts.safety.pregnancy.applies
      ? itemLine('Pregnancy', facts.safety.pregnancy, facts.safety.pregnancy.answer)
      : { fact: 'Pregnancy', value: 'not asked of a man' },
    ...orderLines(facts),
    ...facts.untestedSpecimens.map(({ text, date, reference }) => ({
      fact: 'No HER2 result',
      value: text,
      date,
      where: reference,
    })),
    {
      fact: 'User',
      value: facts.user.state === 'found' ? `${facts.user.roles.join(', ') || 'no specialty stated'}` : 'not found',
    },
    ...facts.searched.map(({ type, count, complete }) => ({
      fact: 'Searched',
      value: `${type}: ${count}${complete ? '' : ', not all read'}`,
    })),
  ];
  return layOut(lines);
}

function her2Lines({ her2 }: PathwayFacts): readonly Line[] {
  return [
    {
      fact: 'HER2',
      value: her2.current === undefined ? her2.status : `${her2.status}: ${her2.current.text}`,
      date: her2.current?.date,
    },
    ...(her2.bilateralConflict ? [{ fact: 'HER2', value: 'the two sides differ' }] : []),
    ...her2.results.flatMap(resultLines),
    ...her2.pending.map(({ text, date, source }) => ({ fact: '  not used', value: text, date, where: source })),
  ];
}

function resultLines(result: Her2Result): readonly Line[] {
  const side = result.laterality === 'unknown' ? undefined : result.laterality;
  const place = [result.specimen, result.site, side, result.origin].filter((part) => part !== undefined).join(', ');
  const notes = [result.comment, result.borderline === true ? 'flagged as borderline' : undefined, result.lab];
  const [first, ...more] = result.evidence;
  const parts = [result.text, place, ...notes].filter((part) => part !== undefined && part !== '');
  return [
    {
      fact: '  result',
      value: `${result.status}: ${parts.join('; ')}`,
      date: result.date,
      ...evidenceOf(first),
    },
    ...more.map((evidence) => ({ fact: '', value: evidence.raw ?? '', date: evidence.date, ...evidenceOf(evidence) })),
  ];
}

function receptorLine(fact: string, { status, percent, lowPositive, date, evidence }: ReceptorFact): Line {
  const number = percent === undefined ? '' : `, ${percent} %${lowPositive ? ' (low positive)' : ''}`;
  return { fact, value: `${words(status)}${number}`, date, ...evidenceOf(evidence[0]) };
}

function diseaseLines({ disease }: PathwayFacts): readonly Line[] {
  const [first] = disease.evidence;
  const cancer = disease.breastCancer ? (disease.breastCancerText ?? 'found') : 'not found';
  const said = disease.stageText === undefined ? '' : ` (${disease.stageText})`;
  const decided = disease.evidence.find(({ path }) => path !== 'Condition.code') ?? disease.evidence.at(-1);
  return [
    { fact: 'Breast cancer', value: cancer, ...(disease.breastCancer ? { date: first?.date, ...evidenceOf(first) } : {}) },
    { fact: 'Side', value: disease.laterality === 'unknown' ? 'not found' : disease.laterality },
    {
      fact: 'Stage',
      value: words(disease.stage) + said,
      ...(disease.stage === 'not-found' ? {} : { date: decided?.date, ...evidenceOf(decided) }),
    },
    ...(disease.metastases ?? []).map(({ text, date, source }) => ({ fact: '  metastasis', value: text, date, where: source })),
    ...(disease.unresectable === true ? [{ fact: '  unresectable', value: 'stated' }] : []),
  ];
}

function therapyLines({ therapy }: PathwayFacts): readonly Line[] {
  return [
    { fact: 'Endocrine line', value: words(therapy.endocrineLine) },
    { fact: 'Chemotherapy line', value: words(therapy.chemotherapyLine) },
    ...therapy.courses.map(courseLine),
  ];
}

function courseLine({ kind, text, start, end, intent, metastaticLine, evidence }: TherapyCourse): Line {
  const counted = metastaticLine ? 'a metastatic line' : `no line: ${intent ?? 'intent not stated'}`;
  const until = end === undefined ? '' : ` to ${end}`;
  return { fact: '  course', value: `${kind}: ${text}${until}; ${counted}`, date: start, ...evidenceOf(evidence[0]) };
}

function itemLine(fact: string, { state, text, date, ageDays, evidence }: ChartItem, answer?: string): Line {
  if (state === 'not-found') return { fact, value: 'not found' };
  const old = ageDays === undefined ? '' : ` (${ageDays} days ago)`;
  return { fact, value: `${answer ?? text ?? 'found'}${old}`, date, ...evidenceOf(evidence[0]) };
}

function orderLines({ order, openOrders }: PathwayFacts): readonly Line[] {
  const result = order.specimenResult ?? order.siteResult;
  return [
    {
      fact: 'Order at hand',
      value: order.class === 'none' ? 'none' : `${order.class}: ${order.text ?? ''}`,
      where: order.reference,
    },
    ...(result === undefined ? [] : [{ fact: '  has a result', value: result.text, date: result.date, where: result.source }]),
    ...openOrders.map(({ tests, state, text, date, reference }) => ({
      fact: 'Asked for already',
      value: `${tests.join(', ')} (${state}): ${text}`,
      date,
      where: reference,
    })),
  ];
}

function words(value: string): string {
  return value === 'not-found' ? 'not found' : value;
}

function evidenceOf(evidence: Evidence | undefined): Pick<Line, 'how' | 'where'> {
  return evidence === undefined ? {} : { how: evidence.confidence, where: `${evidence.source} ${evidence.path}` };
}

/** Control characters of a record must not reach a terminal. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim();
}

const WIDEST_VALUE = 72;

function layOut(lines: readonly Line[]): string {
  const header = { fact: 'Fact', value: 'Value', date: 'Date', how: 'Read as', where: 'Where' };
  const rows = [header, ...lines].map(({ fact, value, date, how, where }) => [
    fact.startsWith('  ') ? `  ${printable(fact)}` : printable(fact),
    printable(value),
    date ?? '',
    how ?? '',
    printable(where ?? ''),
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.min(WIDEST_VALUE, Math.max(...rows.map((row) => row[column]!.length))));
  return `${rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')}\n`;
}
