/** Flow of patients, and who is in each split. */
import { isComputed } from '../evaluation/results-parts.ts';
import type { ValidationResults } from '../validation-results.ts';
import { captionOf, markOf } from './caption.ts';
import { flowFigure } from './flow-figure.ts';
import { type Cell, escaped, figure, missing, orMissing, section, table } from './markup.ts';
import { decimals, percent } from './number-text.ts';
import { SPLIT_TITLES } from './split-style.ts';

type Cohort = ValidationResults['cohort'];

export function patientsSection(results: ValidationResults): string {
  const { cohort, flow, endpoint } = results;
  const caption = 'Flow of patients: what remains after each step, and what was left out with its reason.';
  const rows: readonly (readonly Cell[])[] = [
    ['Patients', ...cohort.map(({ patients }) => String(patients))],
    ['Lesions', ...cohort.map(({ lesions }) => String(lesions))],
    [endpoint.positive, ...cohort.map(({ positives, lesions }) => `${positives} (${percent(positives / lesions)})`)],
    ['Age, median (quartiles), years', ...cohort.map((split) => summaryCell(split.age, split.lesions))],
    ['Size, median (quartiles), mm', ...cohort.map((split) => summaryCell(split.sizeMm, split.lesions))],
    ['IHC score', ...cohort.map(({ ihc, lesions }) => countsCell(ihc, lesions))],
    ['Site', ...cohort.map(({ sites, lesions }) => countsCell(sites, lesions))],
    ['Device', ...cohort.map(({ devices, lesions }) => countsCell(devices, lesions))],
  ];
  return section('patients', 'Patients', [
    isComputed(flow) ? figure([flowFigure(flow, cohort, markOf(results))], captionOf(results, caption)) : missing(flow),
    table(
      ['', ...cohort.map(({ split }) => SPLIT_TITLES[split])],
      rows,
      cohort.map((_, i) => i + 1),
    ),
  ]);
}

function countsCell(record: Readonly<Record<string, number>>, lesions: number): Cell {
  const lines = Object.entries(record).map(([name, n]) => escaped(`${name}: ${n} (${percent(n / lesions)})`));
  return lines.length === 0 ? 'not stated' : { html: lines.join('<br>') };
}

function summaryCell(summary: Cohort[number]['age'], lesions: number): Cell {
  return orMissing(summary, ({ n, median, lowerQuartile, upperQuartile }) => {
    const quartiles = `${decimals(median, 1)} (${decimals(lowerQuartile, 1)} to ${decimals(upperQuartile, 1)})`;
    return n < lesions ? `${quartiles}, n = ${n}` : quartiles;
  });
}
