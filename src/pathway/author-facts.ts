/**
 * Facts as an author writes them for a case: only what differs from "nothing found". Names and enumerated values are held
 * against the facts object, so that a misspelt case is refused and not silently another one.
 */
import { type ChartItem, type PathwayFacts, type ReceptorFact, ServiceError } from '../core/index.ts';
import { FACT_SHAPE, type Shape } from './fact-shape.ts';

const NO_ITEM: ChartItem = { state: 'not-found', evidence: [] };
const NO_RECEPTOR: ReceptorFact = { status: 'not-found', lowPositive: false, evidence: [] };

/** A patient of whom the record says nothing; at review, and outside the context of the pathway. */
export const NOTHING_FOUND: PathwayFacts = {
  hook: 'patient-view',
  today: '2026-11-22',
  patientId: 'example',
  her2: { status: 'UNKNOWN', results: [], pending: [], bilateralConflict: false },
  er: 'not-found',
  pr: 'not-found',
  hr: 'not-found',
  receptors: { er: NO_RECEPTOR, pr: NO_RECEPTOR },
  disease: {
    breastCancer: false,
    laterality: 'unknown',
    suspiciousLesionWithBiopsy: false,
    stage: 'not-found',
    evidence: [],
  },
  therapy: { endocrineLine: 'not-found', chemotherapyLine: 'not-found', courses: [] },
  safety: {
    ild: NO_ITEM,
    lvef: NO_ITEM,
    cbc: NO_ITEM,
    renal: NO_ITEM,
    pregnancy: { ...NO_ITEM, applies: true },
    chestCt: NO_ITEM,
  },
  order: { class: 'none', her2InDraft: false, her2Active: false },
  openOrders: [],
  user: { state: 'not-found', roles: [] },
  sex: 'not-found',
  untestedSpecimens: [],
  searched: [],
  imaging: { state: 'not-asked', codes: [], studyFound: false, outlineMissing: false },
};

/** @throws ServiceError `bad-configuration` naming the fact */
export function readAuthorFacts(json: unknown, today: string): PathwayFacts {
  return merge({ ...NOTHING_FOUND, today }, json, FACT_SHAPE, '') as PathwayFacts;
}

function merge(base: unknown, given: unknown, shape: Shape, at: string): unknown {
  const refuse = (problem: string): never => {
    const field = at === '' ? 'facts' : at;
    throw new ServiceError('bad-configuration', `Facts, ${field}: ${problem}.`, { field });
  };
  if (Array.isArray(base) && !Array.isArray(given)) return refuse('expected a list');
  if (Array.isArray(given) && base !== undefined && !Array.isArray(base)) return refuse('expected one value, not a list');
  if (Array.isArray(given)) return given.map((item, index) => merge(undefined, item, shape, `${at}[${index}]`));
  if (shape === 'any') {
    if (typeof base === 'boolean' && typeof given !== 'boolean') return refuse('expected true or false');
    return ['string', 'number', 'boolean'].includes(typeof given) ? given : refuse('expected a text, a number, true or false');
  }
  if (isEnumeration(shape)) {
    return shape.includes(String(given)) ? given : refuse(`expected one of ${shape.join(', ')}`);
  }
  if (typeof given !== 'object' || given === null) return refuse('expected an object');
  const own = typeof base === 'object' && base !== null ? base : {};
  const entries = Object.entries(given).map(([name, value]) => {
    if (!Object.hasOwn(shape, name)) refuse(`there is no fact called "${name}" here; known: ${Object.keys(shape).join(', ')}`);
    const path = at === '' ? name : `${at}.${name}`;
    return [name, merge((own as Record<string, unknown>)[name], value, shape[name]!, path)] as const;
  });
  return { ...own, ...Object.fromEntries(entries) };
}

function isEnumeration(shape: Shape): shape is readonly string[] {
  return Array.isArray(shape);
}
