import { beforeAll, expect, it } from 'vitest';
import { describeLane } from '../lanes.ts';
import { startHapi } from '../servers/index.ts';
import { biopsyOrder, content, contentFiles, facts, her2 } from './her2-low-content.ts';

const everyDraft = [
  facts(),
  facts(biopsyOrder()),
  facts({
    her2: her2('ZERO_UNSPECIFIED', 'IHC 0, staining not stated'),
    disease: { ...facts().disease, stage: 'metastatic' },
    untestedSpecimens: [{ reference: 'Specimen/s1', text: 'Core biopsy' }],
  }),
  facts({ her2: her2('DISCORDANT', 'IHC 1+, ISH amplified (group 1)') }),
  facts({
    her2: her2('EQUIVOCAL', 'IHC 2+', { ihc: '2+', specimen: 'Specimen/s1' }),
    searched: [{ type: 'Observation', count: 1, complete: true }],
  }),
  facts({ her2: her2('INDETERMINATE', 'HER2 result not readable as a score') }),
].flatMap((each) =>
  content
    .apply(each)
    .proposal!.suggestions.flatMap(({ actions }) =>
      actions.flatMap((action) => (action.kind === 'create' ? [action.resource] : [])),
    ),
);

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
      expect(everyDraft.map((draft) => draft.resourceType)).toEqual([
        'ServiceRequest',
        'ServiceRequest',
        'Task',
        'ServiceRequest',
        'Task',
        'Task',
        'ServiceRequest',
        'Task',
      ]);
      for (const draft of everyDraft) expect(await errorsOf(draft)).toEqual([]);
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
