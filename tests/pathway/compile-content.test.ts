import { describe, expect, it } from 'vitest';
import { ServiceError } from '../../src/core/index.ts';
import { compileContent } from '../../src/pathway/index.ts';
import { content, contentFiles, facts, TODAY } from './her2-low-content.ts';

type Json = Record<string, never>;

/** JSON of a file with the value at a dotted path replaced, or removed where `value` is undefined. */
function tampered(file: string, path: string, value: unknown): Map<string, unknown> {
  const files = contentFiles();
  const keys = path.split('.');
  const last = keys.pop()!;
  const parent = keys.reduce<Json>((json, key) => json[key]!, files.get(file) as Json) as Record<string, unknown>;
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return files;
}

function refusal(files: ReadonlyMap<string, unknown>, today = TODAY): ServiceError {
  try {
    compileContent(files, today);
  } catch (error) {
    if (error instanceof ServiceError) return error;
    throw error;
  }
  throw new Error('the content was accepted');
}

const PLAN = 'PlanDefinition.json';
const NAMES = (contentFiles().get(PLAN) as { readonly extension: unknown[] }).extension.length;
const TEXTS = 'texts/en.json';
const ECHO = 'activities/echocardiogram-lvef.json';
const NOTE = 'dynamicValue.0.expression';
const R1 = 'action.0.action.0';
const R1_CONDITION = `${R1}.condition.0.expression.expression`;

describe('content that does not hold is refused with its file and place', () => {
  const cases: readonly (readonly [what: string, file: string, path: string, value: unknown, place: string, problem: RegExp])[] =
    [
      [
        'a condition that does not parse',
        PLAN,
        R1_CONDITION,
        "%facts.her2.status = = 'X'",
        'PlanDefinition.json#R1',
        /cannot be used/,
      ],
      ['an unknown function', PLAN, R1_CONDITION, 'frobnicate()', 'PlanDefinition.json#R1', /unknown function frobnicate/],
      ['the clock', PLAN, R1_CONDITION, 'today() > @2020', 'PlanDefinition.json#R1', /unknown function today/],
      ['an unknown fact', PLAN, R1_CONDITION, '%facts.her2.stats.exists()', 'PlanDefinition.json#R1', /no fact called "stats"/],
      [
        'an unknown fact in a list',
        PLAN,
        R1_CONDITION,
        '%facts.searched.where(typ = 1).exists()',
        'PlanDefinition.json#R1',
        /"typ"/,
      ],
      ['an unknown variable', PLAN, R1_CONDITION, '%fact.her2.exists()', 'PlanDefinition.json#R1', /unknown variable/],
      ['a misspelt status', PLAN, R1_CONDITION, "%facts.her2.status = 'UNKOWN'", 'PlanDefinition.json#R1', /'UNKOWN' is none of/],
      [
        'a misspelt class in a set',
        PLAN,
        R1_CONDITION,
        "%facts.order.class in ('t-dxd' | 'tdxd')",
        'PlanDefinition.json#R1',
        /'tdxd'/,
      ],
      ['another language', PLAN, `${R1}.condition.0.expression.language`, 'text/cql', PLAN, /Invalid input/],
      ['imaging without its input', PLAN, `${R1}.input`, [], 'PlanDefinition.json#R1', /without an ImagingStudy input/],
      ['a row without a citation', PLAN, `${R1}.documentation`, [], PLAN, /./],
      ['an id used twice', PLAN, `${R1}.action.0.id`, 'R1-P11', 'PlanDefinition.json#R1-P11', /used twice/],
      [
        'a definition that is not there',
        PLAN,
        `${R1}.action.0.definitionCanonical`,
        'https://x.example|9',
        'PlanDefinition.json#R1-P1',
        /no ActivityDefinition/,
      ],
      [
        'a hook without a service',
        PLAN,
        'action.1.trigger.0.name',
        'patient-view',
        'service.json#services.her2-low-order-select',
        /no rule is triggered/,
      ],
      ['a review to come', PLAN, 'lastReviewDate', '2036-11-22', 'PlanDefinition.json#lastReviewDate', /lies after 2026-11-22/],
      ['an expired review', PLAN, 'lastReviewDate', '2025-11-21', 'PlanDefinition.json#lastReviewDate', /due on 2026-11-21/],
      [
        'content past its period',
        PLAN,
        'effectivePeriod',
        { start: '2026-01-01', end: '2026-06-30' },
        'PlanDefinition.json#effectivePeriod',
        /./,
      ],
      [
        'an expired activity',
        'activities/her2-slide-review.json',
        'lastReviewDate',
        '2024-01-01',
        'activities/her2-slide-review.json#lastReviewDate',
        /due/,
      ],
      [
        'an order that is not a proposal',
        'activities/her2-slide-review.json',
        'intent',
        'order',
        'activities/her2-slide-review.json#intent',
        /./,
      ],
      [
        'a status set by content',
        'activities/her2-slide-review.json',
        'dynamicValue.0.path',
        'status',
        'activities/her2-slide-review.json#dynamicValue.0',
        /cannot be set/,
      ],
      [
        'rows that overlap',
        PLAN,
        R1_CONDITION,
        "%facts.her2.status in ('UNKNOWN' | 'EQUIVOCAL')",
        'PlanDefinition.json#R2',
        /rows R1 and R2 overlap: .*%facts\.her2\.status EQUIVOCAL, %facts\.her2\.bilateralConflict true/,
      ],
      [
        'a case that no row meets',
        PLAN,
        R1_CONDITION,
        "%facts.her2.status = 'UNKNOWN' and %facts.hr = 'positive'",
        'PlanDefinition.json#action',
        /no row is met: .*%facts\.her2\.status UNKNOWN.*%facts\.hr negative/,
      ],
      [
        'a row that no case can meet',
        PLAN,
        `${R1}.relatedAction`,
        [{ actionId: 'R1', relationship: 'concurrent' }],
        'PlanDefinition.json#R1',
        /no row R1 to be merged into/,
      ],
      [
        'a comparison that may be empty and leaves a gap',
        PLAN,
        'action.1.action.0.condition.0.expression.expression',
        "%facts.order.class = 'no-her2-question' and %facts.safety.lvef.value < 50",
        'PlanDefinition.json#action',
        /no row is met/,
      ],
      [
        'a name that is not defined',
        PLAN,
        R1_CONDITION,
        "%facts.her2.status = 'UNKNOWN' and %nothing",
        'PlanDefinition.json#R1',
        /unknown variable %nothing/,
      ],
      [
        'a name that nothing uses',
        PLAN,
        `extension.${NAMES}`,
        {
          url: 'https://her2-low-cds.example/fhir/StructureDefinition/variable',
          valueExpression: { description: 'x', name: 'unused', language: 'text/fhirpath', expression: 'true' },
        },
        'PlanDefinition.json#variable unused',
        /nothing uses/,
      ],
      [
        'a misspelt fact in a named condition',
        PLAN,
        'extension.3.valueExpression.expression',
        "%facts.her2.statsu = 'LOW'",
        'PlanDefinition.json#variable lowOrUltralow',
        /no fact called "statsu"/,
      ],
      [
        'a text that calls a patient eligible',
        TEXTS,
        'rows.O17.bullets.0.text',
        'The patient is eligible.',
        'texts/en.json#rows.O17.bullets[0].text',
        /no card may say "eligible"/,
      ],
      ['a missing label', 'labels/JP.json', 'action.0.id', 'jp-other', 'texts/en.json#labels.jp-other', /missing/],
      [
        'an expired label',
        'labels/EU.json',
        'lastReviewDate',
        '2024-01-01',
        'labels/EU.json#lastReviewDate',
        /the review was due/,
      ],
      ['a site setting that does not exist', 'site.json', 'jurisdictions', ['US'], 'site.json#file', /jurisdictions/],
      ['a window of no days', 'site.json', 'windows.echoDays', 0, 'site.json#windows.echoDays', /./],
      [
        'an override reason without a display',
        TEXTS,
        'overrideReasons.not-relevant',
        undefined,
        'overrideReasons.not-relevant',
        /missing/,
      ],
      ['a missing row text', TEXTS, 'rows.R5', undefined, 'texts/en.json#rows.R5', /missing/],
      ['a missing suggestion text', TEXTS, 'suggestions.P1', undefined, 'texts/en.json#suggestions.P1', /missing/],
      [
        'a draft without words',
        TEXTS,
        'drafts.her2-slide-review',
        undefined,
        'texts/en.json#drafts.her2-slide-review',
        /missing/,
      ],
      [
        'a task without a description',
        TEXTS,
        'drafts.her2-slide-review.description',
        undefined,
        'texts/en.json#drafts.her2-slide-review.description',
        /missing/,
      ],
      ['words of no draft', TEXTS, 'drafts.other', { code: 'x' }, 'texts/en.json#drafts.other', /nothing uses/],
      [
        'words that an order has no place for',
        TEXTS,
        'drafts.echocardiogram-lvef.description',
        'x',
        'texts/en.json#drafts.echocardiogram-lvef.description',
        /nothing uses/,
      ],
      [
        'a draft whose note is no phrase',
        ECHO,
        NOTE,
        { language: 'text/fhirpath', expression: "'x'" },
        `${ECHO}#dynamicValue.0`,
        /takes a reference: phrases/,
      ],
      ['a draft whose phrase is missing', ECHO, `${NOTE}.reference`, 'phrases/other', `${ECHO}#dynamicValue.0`, /no phrase/],
      [
        'a reference that is a phrase',
        'activities/her2-slide-review.json',
        'dynamicValue.0.expression',
        { language: 'text/fhirpath', reference: 'phrases/draft-membrane' },
        'activities/her2-slide-review.json#dynamicValue.0',
        /takes a FHIRPath expression/,
      ],
      ['words of a code outside the language files', ECHO, 'code.text', 'x', `${ECHO}#code`, /text/],
      ['a missing phrase', TEXTS, 'phrases.research', undefined, 'texts/en.json#rows.R1.bullets.4', /no phrase/],
      ['a phrase inside itself', TEXTS, 'phrases.lesion', 'x {{> lesion}}', 'texts/en.json#phrases.lesion', /contains itself/],
      [
        'a text of no row',
        TEXTS,
        'rows.R99',
        { summary: 'x', bullets: [{ text: 'x' }] },
        'texts/en.json#rows.R99',
        /nothing uses/,
      ],
      [
        'a text of no action',
        TEXTS,
        'suggestions.R7-P3',
        { label: 'x', description: 'x' },
        'texts/en.json#suggestions.R7-P3',
        /nothing uses/,
      ],
      [
        'an expression in a text that does not parse',
        TEXTS,
        'rows.R5.summary',
        'HER2 {{%facts.}}',
        'texts/en.json#rows.R5.summary',
        /cannot be used/,
      ],
      ['a brace without a partner', TEXTS, 'rows.R5.summary', 'HER2 {{%facts.er', 'texts/en.json#rows.R5.summary', /partner/],
      [
        'a summary that reads imaging',
        TEXTS,
        'rows.R5.summary',
        '{{%facts.imaging.score}}',
        'texts/en.json#rows.R5.summary',
        /tissue facts only/,
      ],
      [
        'a summary that may be empty',
        TEXTS,
        'rows.R5.summary',
        [{ when: '%facts.her2.current.exists()', text: 'x' }],
        'texts/en.json#rows.R5.summary',
        /condition/,
      ],
      ['a language without texts', 'service.json', 'language', 'fr', 'service.json#language', /no texts file/],
      [
        'a required key without a template',
        'service.json',
        'requiredPrefetch',
        ['nothing'],
        'service.json#requiredPrefetch',
        /nothing/,
      ],
      [
        'an order class that does not exist',
        'order-classes.json',
        'classes.0.class',
        'chemo',
        'order-classes.json#classes.0.class',
        /./,
      ],
      [
        'a code of two classes',
        'value-sets/t-dxd.json',
        'compose.include.0.concept.0.code',
        'L01FD01',
        'order-classes.json#classes.2',
        /already belongs/,
      ],
      [
        'a value set that no class uses',
        'value-sets/t-dxd.json',
        'url',
        'https://x.example',
        'value-sets/t-dxd.json#url',
        /no order class/,
      ],
    ];
  it.each(cases)('%s', (_what, file, path, value, place, problem) => {
    const error = refusal(tampered(file, path, value));
    expect(error.code).toBe('bad-configuration');
    expect(error.field).toContain(place);
    expect(error.message).toMatch(problem);
  });

  it('a missing file, a stray file and an unused definition', () => {
    const files = contentFiles();
    files.delete(PLAN);
    expect(refusal(files).field).toBe('PlanDefinition.json#file');
    expect(refusal(contentFiles().set('notes.json', {})).field).toBe('notes.json#file');
    const definition = { ...(contentFiles().get('activities/her2-slide-review.json') as object), url: 'https://x.example' };
    const unused = refusal(contentFiles().set('activities/unused.json', definition));
    expect(unused.field).toBe('activities/unused.json#url');
  });

  it('a row switched off by the site is met and gives no card; a row that does not exist cannot be', () => {
    const silent = compileContent(tampered('site.json', 'silentRows', ['R1']), TODAY);
    expect(content.apply(facts()).proposal?.row).toBe('R1');
    expect(silent.apply(facts())).toEqual({ row: 'R1', merged: [], usesImaging: true });
    const unknown = refusal(tampered('site.json', 'silentRows', ['R99']));
    expect([unknown.field, unknown.message]).toEqual(['site.json#silentRows', expect.stringContaining('R99')]);
  });

  it('content is accepted until the last day of its review', () => {
    expect(() => compileContent(contentFiles(), '2027-11-20')).not.toThrow();
    expect(refusal(contentFiles(), '2027-11-21').field).toContain('lastReviewDate');
  });
});

describe('the shipped content', () => {
  it('offers three services whose prefetch uses context tokens and plain searches only (CDS Hooks 2.0 prefetch)', () => {
    expect(content.services.map(({ id, hook }) => [id, hook])).toEqual([
      ['her2-low-patient-view', 'patient-view'],
      ['her2-low-order-select', 'order-select'],
      ['her2-low-order-sign', 'order-sign'],
    ]);
    for (const { prefetch, requiredPrefetch } of content.services) {
      expect(requiredPrefetch).toEqual(['patient', 'conditions', 'observations']);
      for (const template of Object.values(prefetch)) {
        expect(template).toMatch(/^[A-Z][A-Za-z]+[/?][^{]*\{\{(?:context\.patientId|userPractitioner(?:Role)?Id)\}\}[^{]*$/);
        expect(template).not.toMatch(/_include|_has|:missing/);
      }
    }
  });

  it('asks for every Observation code that is read', () => {
    const query = content.services[0]!.prefetch.observations!;
    for (const code of ['85319-2', '18474-7', '48676-1', '85318-4', '74860-8', '85337-4', '85325-9', '399390009', '1287652008']) {
      expect(query).toContain(code);
    }
    expect(query).not.toContain('32996-1');
  });
});
