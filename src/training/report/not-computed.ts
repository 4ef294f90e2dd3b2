/** Every figure of the results that was not computed, with its reason; figures with one reason are listed together. */
import { notComputed } from '../evaluation/results-parts.ts';
import type { ValidationResults } from '../validation-results.ts';

export interface MissingFigure {
  readonly where: string;
  readonly reason: string;
}

const TITLES: Readonly<Partial<Record<keyof ValidationResults, string>>> = {
  flow: 'Flow of patients',
  cohort: 'Patients',
  atCutOff: 'At the cut-off',
  decisionCurves: 'Decision curve',
  subgroups: 'HER2 subgroups',
  nestedCrossValidation: 'Nested cross-validation',
  leaveOneSiteOut: 'Leave one site out',
  labelNoise: 'Label noise',
  permutation: 'Shuffled labels',
  fitted: 'Model',
  calibration: 'Calibration',
  discrimination: 'Discrimination',
  optimism: 'Optimism',
  reclassification: 'Reclassification',
  strata: 'Strata',
  shift: 'Shift against training',
  quality: 'Image quality',
};

const NAMED = 3;

export function notComputedIn(results: ValidationResults): readonly MissingFigure[] {
  const found = new Map<string, { readonly where: string; readonly reason: string; readonly elements: Set<string> }>();
  const visit = (value: unknown, keys: readonly string[], element: readonly string[]): void => {
    if (value === null || typeof value !== 'object') return;
    const missing = notComputed.safeParse(value);
    if (missing.success) {
      const [top = '', ...rest] = keys;
      const where = [TITLES[top as keyof ValidationResults] ?? inWords(top), ...rest.slice(-1).map(inWords)].join(', ');
      const reason = missing.data.notComputed;
      const entry = found.get(`${where}: ${reason}`) ?? { where, reason, elements: new Set() };
      found.set(`${where}: ${reason}`, entry);
      if (element.length > 0) entry.elements.add(element.join(' '));
      return;
    }
    for (const [key, item] of Object.entries(value)) {
      if (Array.isArray(value)) visit(item, keys, [...element, ...elementName(item)]);
      else visit(item, [...keys, key], element);
    }
  };
  visit(results, [], []);
  return [...found.values()].map(({ where, reason, elements }) => ({ where: `${where}${named([...elements])}`, reason }));
}

const named = (elements: readonly string[]): string =>
  elements.length === 0 ? '' : ` (${elements.length > NAMED ? `${elements.length} entries` : elements.join('; ')})`;

/** An element of a list is known by what it is of. */
function elementName(item: unknown): readonly string[] {
  if (item === null || typeof item !== 'object') return [];
  const { dimension, split, stratum, name, site, against } = item as Readonly<Record<string, unknown>>;
  return [dimension, split, stratum, name, site, against].filter((part) => typeof part === 'string');
}

/** "negativePredictiveValue" -> "negative predictive value". */
const inWords = (key: string): string => (key === 'auc' ? 'AUC' : key.replace(/[A-Z]/g, (c) => ` ${c.toLowerCase()}`));
