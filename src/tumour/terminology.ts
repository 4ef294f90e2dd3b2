/**
 * Terminology of a service folder, checked at start: concept-maps/ (FHIR R4 ConceptMap: local code to LOINC, SNOMED CT, ATC or
 * this product's own scores) and therapy/ (ValueSets of the site's drug codes, such as RxNorm, by kind of therapy). Refusals
 * name the file and the place.
 */
import { z } from 'zod';
import { ServiceError } from '../core/index.ts';
import { isReadAnswer } from './answer-codes.ts';
import { isLoincCode, isSnomedCode } from './check-digit.ts';
import { canonicalSystem, LOINC, SNOMED } from './elements.ts';
import type { LocalCodes, StandardCode } from './local-codes.ts';
import { IHC_SCORE_SYSTEM } from './own-codes.ts';
import { THERAPY_KINDS, type TherapyCodes } from './therapy-kinds.ts';
import { isReadLoinc } from './topics.ts';

export interface Terminology {
  readonly localCodes: LocalCodes;
  readonly therapyCodes: TherapyCodes;
}

export const NO_TERMINOLOGY: Terminology = { localCodes: new Map(), therapyCodes: new Map() };

const nonEmpty = z.string().min(1);
const equivalence = z.enum(['equal', 'equivalent'], 'only an equal or equivalent code can be read as its target');
const target = z.looseObject({ code: nonEmpty, equivalence });
const element = z.looseObject({ code: nonEmpty, target: z.array(target).length(1, 'expected one target') });
const conceptMap = z.looseObject({
  resourceType: z.literal('ConceptMap'),
  url: z.url(),
  status: z.enum(['draft', 'active']),
  group: z.array(z.looseObject({ source: nonEmpty, target: nonEmpty, element: z.array(element).min(1) })).min(1),
});
const valueSet = z.looseObject({
  resourceType: z.literal('ValueSet'),
  url: z.url(),
  compose: z.looseObject({
    include: z.array(z.looseObject({ system: nonEmpty, concept: z.array(z.looseObject({ code: nonEmpty })).min(1) })),
  }),
});

const CONCEPT_MAPS = /^concept-maps\/[\w-]+\.json$/;
const THERAPY = /^therapy\/([\w-]+)\.json$/;

/**
 * @param files name inside the service folder, with `/`, to parsed JSON; other files are left to their readers
 * @throws ServiceError `bad-configuration`
 */
export function readTerminology(files: ReadonlyMap<string, unknown>): Terminology {
  const names = [...files.keys()].sort();
  const localCodes = new Map<string, Map<string, StandardCode>>();
  for (const name of names.filter((name) => CONCEPT_MAPS.test(name))) addConceptMap(name, files.get(name), localCodes);
  const therapyCodes = new Map<string, (typeof THERAPY_KINDS)[number]>();
  for (const name of names) {
    const kind = THERAPY.exec(name)?.[1];
    if (kind !== undefined) addTherapy(name, kind, files.get(name), therapyCodes);
  }
  return { localCodes, therapyCodes };
}

function addConceptMap(file: string, json: unknown, known: Map<string, Map<string, StandardCode>>): void {
  const { group } = parsed(file, json, conceptMap);
  for (const [index, { source, target: system, element: elements }] of group.entries()) {
    const at = `group[${index}]`;
    const from = canonicalSystem(source);
    const to = canonicalSystem(system);
    if (from === LOINC || from === SNOMED || from === IHC_SCORE_SYSTEM)
      throw refused(file, `${at}.source`, 'is no local code system');
    const codes = known.get(from) ?? new Map<string, StandardCode>();
    known.set(from, codes);
    for (const { code, target: targets } of elements) {
      const standard = { system: to, code: targets[0]!.code };
      const why = unreadable(standard);
      if (why !== undefined) throw refused(file, `${at} ${code}`, `its target ${standard.code} ${why}`);
      const other = codes.get(code);
      if (other !== undefined && (other.code !== standard.code || other.system !== standard.system))
        throw refused(file, `${at} ${code}`, `is also mapped to ${other.code}`);
      codes.set(code, standard);
    }
  }
}

/** Why nothing would come of a mapping to this code. */
function unreadable({ system, code }: StandardCode): string | undefined {
  switch (system) {
    case LOINC:
      if (!isLoincCode(code)) return 'is no LOINC code (check digit)';
      return isReadLoinc(code) || isReadAnswer(system, code) ? undefined : 'is a LOINC code that this product does not read';
    case SNOMED:
      return isSnomedCode(code) ? undefined : 'is no SNOMED CT code (check digit)';
    case IHC_SCORE_SYSTEM:
      return isReadAnswer(system, code) ? undefined : 'is no score of this product';
    case 'http://www.whocc.no/atc':
      return /^[A-Z]\d\d[A-Z]{2}\d\d$/.test(code) ? undefined : 'is no ATC code of a substance';
    default:
      return `is of ${system}, which this product does not read`;
  }
}

function addTherapy(file: string, name: string, json: unknown, known: Map<string, (typeof THERAPY_KINDS)[number]>): void {
  const kind = THERAPY_KINDS.find((candidate) => candidate === name);
  if (kind === undefined) throw refused(file, 'file', `is none of ${THERAPY_KINDS.join(', ')}`);
  for (const { system, concept } of parsed(file, json, valueSet).compose.include) {
    for (const { code } of concept) {
      const key = `${canonicalSystem(system)}|${code}`;
      const other = known.get(key);
      if (other !== undefined && other !== kind) throw refused(file, key, `already belongs to ${other}`);
      known.set(key, kind);
    }
  }
}

function parsed<S extends z.ZodType>(file: string, json: unknown, schema: S): z.infer<S> {
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  throw refused(file, issue.path.join('.') || 'file', issue.message);
}

function refused(file: string, at: string, why: string): ServiceError {
  return new ServiceError('bad-configuration', `${file}, ${at}: ${why}.`, { field: file });
}
