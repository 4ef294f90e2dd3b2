/** What is predicted: HER2-expressing against HER2-zero, HER2-low against HER2-zero, or any column with two values. */
import { her2Group } from '../evaluation/validation-rows.ts';
import type { CohortLesion } from './cohort-lesion.ts';

export type Endpoint =
  | { readonly kind: 'zero-vs-rest' }
  | { readonly kind: 'low-vs-zero' }
  | { readonly kind: 'column'; readonly column: string; readonly positive: string; readonly negative?: string };

export interface EndpointText {
  readonly definition: string;
  readonly positive: string;
  readonly negative: string;
}

/**
 * "zero-vs-rest", "low-vs-zero", "column" (1 against 0), "column=value" (against every other) or "column=value/other".
 */
export function parseEndpoint(text: string): Endpoint {
  if (text === 'zero-vs-rest' || text === 'low-vs-zero') return { kind: text };
  const [column, values = '1/0'] = text.split('=', 2).map((part) => part.trim());
  const [positive, negative] = values.split('/', 2);
  return { kind: 'column', column, positive, ...(negative === undefined ? {} : { negative }) };
}

export function endpointText(endpoint: Endpoint): EndpointText {
  switch (endpoint.kind) {
    case 'zero-vs-rest':
      return {
        definition: 'P(HER2-expressing: IHC 1+, 2+, 3+) against HER2-zero',
        positive: 'HER2-expressing (IHC 1+, 2+, 3+)',
        negative: 'HER2-zero (IHC 0, 0+)',
      };
    case 'low-vs-zero':
      return {
        definition: 'P(HER2-low: IHC 1+, or 2+ with ISH not amplified) against HER2-zero',
        positive: 'HER2-low (IHC 1+, or 2+ and ISH not amplified)',
        negative: 'HER2-zero (IHC 0, 0+)',
      };
    case 'column':
      return {
        definition: `P(${endpoint.column} is ${endpoint.positive})`,
        positive: `${endpoint.column} ${endpoint.positive}`,
        negative:
          endpoint.negative === undefined
            ? `${endpoint.column} other than ${endpoint.positive}`
            : `${endpoint.column} ${endpoint.negative}`,
      };
  }
}

/** 1, 0, or why the lesion has no part in this endpoint. */
export function outcomeOf(lesion: CohortLesion, endpoint: Endpoint): 0 | 1 | string {
  switch (endpoint.kind) {
    case 'zero-vs-rest':
      if (lesion.ihc === undefined) return 'no IHC score';
      return her2Group(lesion) === 'zero' ? 0 : 1;
    case 'low-vs-zero': {
      const group = her2Group(lesion);
      if (group === 'unknown') return lesion.ihc === undefined ? 'no IHC score' : 'IHC 2+ without ISH result';
      if (group === 'positive') return 'HER2-positive, not part of this endpoint';
      return group === 'low' ? 1 : 0;
    }
    case 'column': {
      const value = lesion.other[endpoint.column] ?? '';
      if (value === '') return `no value in column ${endpoint.column}`;
      if (value === endpoint.positive) return 1;
      return endpoint.negative === undefined || value === endpoint.negative
        ? 0
        : `${endpoint.column} is neither of the two classes`;
    }
  }
}
