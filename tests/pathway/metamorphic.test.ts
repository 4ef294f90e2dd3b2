import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SCENARIOS } from './scenarios/descriptions.ts';
import { evaluate } from './scenarios/evaluate.ts';
import { MORE_CASES } from './scenarios/more-cases.ts';
import type { HookBody } from './scenarios/record-of.ts';

interface Entry {
  readonly resource: { readonly resourceType: string; readonly id?: string };
}
type Bundle = { readonly entry?: readonly Entry[] };

const subject = { reference: 'Patient/p1' };
/** Of each type one that has nothing to do with the question. */
const UNRELATED: Readonly<Record<string, Entry['resource'] & Record<string, unknown>>> = {
  conditions: {
    resourceType: 'Condition',
    id: 'unrelated-condition',
    subject,
    clinicalStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }] },
    code: { coding: [{ system: 'http://snomed.info/sct', code: '38341003' }], text: 'Hypertension' },
  },
  observations: {
    resourceType: 'Observation',
    id: 'unrelated-observation',
    status: 'final',
    subject,
    code: { coding: [{ system: 'http://loinc.org', code: '2345-7' }], text: 'Glucose' },
    effectiveDateTime: '2026-11-20',
    valueQuantity: { value: 95, unit: 'mg/dL' },
  },
  medicationRequests: {
    resourceType: 'MedicationRequest',
    id: 'unrelated-drug',
    status: 'active',
    intent: 'order',
    subject,
    medicationCodeableConcept: { coding: [{ system: 'http://www.whocc.no/atc', code: 'C09AA05' }], text: 'Ramipril' },
    authoredOn: '2026-10-01',
  },
  procedures: {
    resourceType: 'Procedure',
    id: 'unrelated-procedure',
    status: 'completed',
    subject,
    code: { text: 'Appendectomy' },
  },
};

const changed = (body: HookBody, change: (key: string, entries: readonly Entry[]) => readonly Entry[]): HookBody => ({
  ...body,
  prefetch: Object.fromEntries(
    Object.entries(body.prefetch).map(([key, value]) => {
      const { entry } = (value ?? {}) as Bundle;
      return [key, entry === undefined ? value : { ...(value as Bundle), entry: change(key, entry) }];
    }),
  ),
});

const CHANGES: readonly (readonly [what: string, change: (body: HookBody) => HookBody])[] = [
  ['another order of resources', (body) => changed(body, (_key, entries) => [...entries].reverse())],
  ['every resource twice', (body) => changed(body, (_key, entries) => [...entries, ...structuredClone(entries)])],
  [
    'resources that have nothing to do with it',
    (body) =>
      changed(body, (key, entries) => [...entries, ...(UNRELATED[key] === undefined ? [] : [{ resource: UNRELATED[key] }])]),
  ],
];

/** What was searched is counted on the card; the counts change with what is added. */
const answerOf = ({ response }: Awaited<ReturnType<typeof evaluate>>): string =>
  JSON.stringify(response).replace(/(Observation|Specimen|DiagnosticReport) \d+/g, '$1 n');

describe('what must change nothing', () => {
  const all = [...SCENARIOS, ...MORE_CASES];
  const answers = new Map<string, string>();
  const zone = process.env.TZ;
  beforeAll(async () => {
    for (const scenario of all) answers.set(scenario.id, answerOf(await evaluate(scenario)));
  });
  afterEach(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });

  it.each(CHANGES)('%s', async (_what, change) => {
    for (const scenario of all) {
      expect([scenario.id, answerOf(await evaluate(scenario, undefined, change))]).toEqual([
        scenario.id,
        answers.get(scenario.id),
      ]);
    }
  });

  it.each(['Pacific/Kiritimati', 'America/Los_Angeles'])('the time zone %s', async (name) => {
    process.env.TZ = name;
    for (const scenario of all) {
      expect([scenario.id, answerOf(await evaluate(scenario))]).toEqual([scenario.id, answers.get(scenario.id)]);
    }
  });
});
