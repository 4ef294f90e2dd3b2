/** What one Observation says of HER2, in its own value and in its components. */
import type { Evidence } from '../core/index.ts';
import { child, children, codesOf, conceptText, text } from './elements.ts';
import { type MarkerRole, markerRole } from './her2-codes.ts';
import type { IhcReading } from './ihc-text.ts';
import { type IshGroup, readIshGroup, readIshText } from './ish-group.ts';
import { generalAnswers, ihcValue } from './marker-value.ts';

/** `ish` readings without a result keep their evidence: "a result exists that cannot be read". */
export type Her2Value =
  | { readonly kind: 'ihc' | 'overall'; readonly reading: IhcReading }
  | { readonly kind: 'ish'; readonly result?: 'amplified' | 'not-amplified' | 'equivocal'; readonly group?: IshGroup }
  | { readonly kind: 'ratio' | 'copies' | 'cep17'; readonly number: number };

export interface ReadValue {
  readonly value: Her2Value;
  readonly evidence: Omit<Evidence, 'source'>;
}

export function her2Values(observation: unknown): readonly ReadValue[] {
  const components = children(observation, 'component');
  return [
    ...elementValue(observation, 'Observation'),
    ...components.flatMap((component, index) => elementValue(component, `Observation.component[${index}]`)),
  ];
}

function elementValue(element: unknown, at: string): readonly ReadValue[] {
  const concept = child(element, 'code');
  const role = markerRole(concept, codesOf(concept));
  switch (role) {
    case undefined:
    case 'er':
    case 'pr':
      return [];
    case 'ihc':
    case 'overall':
      return ihcReading(element, role, at);
    case 'ish':
      return ishReading(element, at);
    case 'ish-ratio':
    case 'ish-copies':
    case 'ish-cep17':
      return numberReading(element, role, at);
  }
}

function ihcReading(element: unknown, kind: 'ihc' | 'overall', at: string): readonly ReadValue[] {
  const found = ihcValue(element);
  if (found === undefined) return [];
  const { value: reading, path, ...rest } = found;
  return [{ value: { kind, reading }, evidence: { ...rest, path: `${at}.${path}` } }];
}

const ISH_OF_ANSWER = {
  positive: 'amplified',
  negative: 'not-amplified',
  equivocal: 'equivocal',
  indeterminate: undefined,
} as const;

function ishReading(element: unknown, at: string): readonly ReadValue[] {
  const concept = child(element, 'valueCodeableConcept');
  const raw = conceptText(concept) ?? text(element, 'valueString');
  const answers = generalAnswers(element);
  if (raw === undefined && answers.length === 0) return [];
  const coded = new Set(answers.map((answer) => ISH_OF_ANSWER[answer.value]));
  const result = coded.size > 0 ? (coded.size === 1 ? [...coded][0] : undefined) : readIshText(raw ?? '');
  const group = readIshGroup(raw ?? '');
  return [
    {
      value: { kind: 'ish', ...(result === undefined ? {} : { result }), ...(group === undefined ? {} : { group }) },
      evidence: {
        path: `${at}.value`,
        confidence: coded.size > 0 ? 'coded' : 'text',
        ...(raw === undefined ? {} : { raw }),
      },
    },
  ];
}

const NUMBER_KIND = { 'ish-ratio': 'ratio', 'ish-copies': 'copies', 'ish-cep17': 'cep17' } as const;

/** A finite number from 0 up; a comparator such as "<" leaves the number open, so it is not read. */
function numberReading(element: unknown, role: Extract<MarkerRole, `ish-${string}`>, at: string): readonly ReadValue[] {
  const ratio = child(element, 'valueRatio');
  const quantity = child(element, 'valueQuantity');
  const numerator = exactValue(child(ratio, 'numerator'));
  const denominator = exactValue(child(ratio, 'denominator'));
  const single = exactValue(quantity);
  const fromRatio =
    role === 'ish-ratio' && typeof numerator === 'number' && typeof denominator === 'number' && denominator > 0
      ? numerator / denominator
      : undefined;
  const number = fromRatio ?? single;
  if (typeof number !== 'number' || !Number.isFinite(number) || number < 0) return [];
  return [
    { value: { kind: NUMBER_KIND[role], number }, evidence: { path: `${at}.value`, confidence: 'coded', raw: String(number) } },
  ];
}

function exactValue(quantity: unknown): unknown {
  return child(quantity, 'comparator') === undefined ? child(quantity, 'value') : undefined;
}
