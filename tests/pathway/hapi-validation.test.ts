import type { FhirResource } from 'fhir/r4.js';
import { beforeAll, expect, it } from 'vitest';
import { describeLane } from '../lanes.ts';
import { startHapi } from '../servers/index.ts';
import { contentFiles } from './her2-low-content.ts';
import { SCENARIOS } from './scenarios/descriptions.ts';
import { evaluate } from './scenarios/evaluate.ts';
import { MORE_CASES } from './scenarios/more-cases.ts';

/** One draft of every kind of suggestion that a scenario gives, by action and shape. */
async function everyDraft(): Promise<ReadonlyMap<string, FhirResource>> {
  const drafts = new Map<string, FhirResource>();
  for (const scenario of [...SCENARIOS, ...MORE_CASES]) {
    const { application } = await evaluate(scenario);
    for (const { id, actions } of application.proposal?.suggestions ?? []) {
      for (const action of actions) {
        if (action.kind !== 'create') continue;
        // Elements that are there, not their values, decide what a validator says.
        const shape = Object.keys(action.resource).join(' ');
        drafts.set(`${id} ${action.description} ${shape}`, action.resource);
      }
    }
  }
  return drafts;
}

const definitions = [...contentFiles().values()].filter(
  (json): json is { resourceType: string; id: string } => typeof json === 'object' && json !== null && 'resourceType' in json,
);

/** The first validation of a server loads its definitions. */
const FIRST_VALIDATION_MS = 120_000;

describeLane('hapi', 'HAPI FHIR R4 validates', () => {
  let base: string;
  beforeAll(async () => {
    base = (await startHapi()).base;
  });

  async function errorsOf(resource: { readonly resourceType: string }): Promise<readonly string[]> {
    const response = await fetch(`${base}/${resource.resourceType}/$validate`, {
      method: 'POST',
      headers: { 'content-type': 'application/fhir+json' },
      body: JSON.stringify(resource),
    });
    const outcome = (await response.json()) as { issue: { severity: string; diagnostics?: string }[] };
    return outcome.issue
      .filter(({ severity }) => severity === 'error' || severity === 'fatal')
      .map(({ diagnostics }) => diagnostics ?? '');
  }

  it(
    'every draft that a card can propose',
    async () => {
      const drafts = await everyDraft();
      expect(drafts.size).toBeGreaterThan(12);
      for (const [name, draft] of drafts) expect([name, await errorsOf(draft)]).toEqual([name, []]);
    },
    FIRST_VALIDATION_MS,
  );

  it.each(definitions.map((definition) => [`${definition.resourceType}/${definition.id}`, definition] as const))(
    '%s',
    async (_name, definition) => {
      expect(await errorsOf(definition)).toEqual([]);
    },
  );
});
