import fc from 'fast-check';
import type { ServiceRequest, Task } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import { type Application, compileContent, lintProposal } from '../../src/pathway/index.ts';
import { orderClass } from '../../src/tumour/order-class.ts';
import { anyImaging, anyTissue, contentFiles, content as english, TODAY } from './her2-low-content.ts';
import { SCENARIOS } from './scenarios/descriptions.ts';
import { evaluate, IMAGING } from './scenarios/evaluate.ts';
import { MORE_CASES } from './scenarios/more-cases.ts';

const files = contentFiles();
const german = compileContent(files.set('service.json', { ...(files.get('service.json') as object), language: 'de' }), TODAY);

type Draft = ServiceRequest | Task;
const draftsOf = ({ proposal }: Application): Draft[] =>
  (proposal?.suggestions ?? []).flatMap(({ actions }) =>
    actions.flatMap((action) => (action.kind === 'create' ? [action.resource as Draft] : [])),
  );
const wordsOf = (draft: Draft): string[] => [
  draft.code?.text ?? '',
  ...(draft.resourceType === 'Task' ? [draft.description ?? ''] : (draft.orderDetail ?? []).map(({ text }) => text ?? '')),
  ...(draft.note ?? []).map(({ text }) => text),
];
const withoutWords = (draft: Draft): unknown =>
  JSON.parse(JSON.stringify(draft, (key, value: unknown) => (key === 'text' || key === 'description' ? '' : value)));

/** Words of the product's own sentences; the record's words stay as they are. */
const ENGLISH =
  /\b(?:stated|not|without|staining|amplified|equivocal|differs|results?|overall|preliminary|study|model|high|low(?= \()|found)\b/i;

describe('the pathway in German', () => {
  it('says the same with other words: rows, drafts and links of every scenario, within the limits of a card', async () => {
    for (const scenario of [...SCENARIOS, ...MORE_CASES]) {
      if (scenario.site !== undefined) continue;
      const { facts } = await evaluate(scenario);
      const own = { ...facts, imaging: IMAGING[scenario.imaging ?? 'none'] };
      const [theirs, ours] = [english.apply(own), german.apply(own)];
      const structure = ({ row, merged, proposal }: typeof ours) => [
        row,
        merged,
        proposal?.indicator,
        proposal?.suggestions.map(({ id, recommended, actions }) => [id, recommended, actions.map(({ kind }) => kind)]),
        proposal?.links.map(({ id }) => id),
      ];
      expect([scenario.id, structure(ours)]).toEqual([scenario.id, structure(theirs)]);
      expect([scenario.id, draftsOf(ours).map(withoutWords)]).toEqual([scenario.id, draftsOf(theirs).map(withoutWords)]);
      const asked = (each: typeof ours) => draftsOf(each).map((draft) => orderClass(draft, english.orderClasses));
      expect([scenario.id, asked(ours)]).toEqual([scenario.id, asked(theirs)]);
      const englishWords = new Set(draftsOf(theirs).flatMap(wordsOf));
      for (const said of draftsOf(ours).flatMap(wordsOf)) {
        expect([scenario.id, said, englishWords.has(said)]).toEqual([scenario.id, said, false]);
        expect(said).not.toMatch(/\b(?:the|of|with|and|or|on|not|report|review|state|metastatic|specimen)\b/i);
      }
      if (ours.proposal === undefined) continue;
      const bullets = ours.proposal.bullets.filter((bullet) => !/^(?:Dokumentierte Werte|Im Befund steht):/.test(bullet));
      const said = [ours.proposal.summary, ...bullets, ours.proposal.source.topic.display].join(' ');
      expect([scenario.id, said.match(ENGLISH)]).toEqual([scenario.id, null]);
      expect([scenario.id, lintProposal(ours.proposal)]).toEqual([scenario.id, []]);
      expect(ours.proposal.summary).not.toBe(theirs.proposal?.summary);
      expect([scenario.id, ours.proposal.summary, ours.proposal.summary.endsWith('…')]).toEqual([
        scenario.id,
        ours.proposal.summary,
        theirs.proposal?.summary.endsWith('…') === true,
      ]);
    }
  });

  it('fits on a card whatever texts the record holds', () => {
    fc.assert(
      fc.property(anyTissue, anyImaging, (tissue, imaging) => {
        const { proposal } = german.apply({ ...tissue, imaging });
        if (proposal === undefined) return;
        expect(lintProposal(proposal)).toEqual([]);
        expect(lintProposal({ ...proposal, bullets: proposal.bulletsWithoutTasks ?? [] })).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ['Ultraschallgesteuerte Stanzbiopsie der Mamma rechts', 'breast-biopsy'],
    ['Brustbiopsie links', 'breast-biopsy'],
    ['Befundbesprechung Mammabiopsie', 'other'],
    ['Biopsie der Brustwirbelsäule', 'metastasis-biopsy'],
    ['Biopsie der Brustwand', 'other'],
    ['CT-gesteuerte Leberbiopsie', 'metastasis-biopsy'],
    ['Biopsie einer Metastase', 'metastasis-biopsy'],
    ['Biopsie einer Metastase der Mamma', 'metastasis-biopsy'],
    ['Knochenmarkbiopsie', 'other'],
    ['HER2-IHC mit Reflex-ISH', 'her2-test'],
    ['HER2-gerichtete Therapie', 'other'],
    ['Mammasonographie beidseits', 'no-her2-question'],
    ['Letrozol 2,5 mg', 'no-her2-question'],
  ])('an order in German words: %s is %s', (text, expected) => {
    expect(orderClass({ code: { text } }, english.orderClasses)).toBe(expected);
  });

  it('a text that no card may hold is left out in words of the language', async () => {
    const { facts } = await evaluate(SCENARIOS.find(({ id }) => id === 'R04') ?? SCENARIOS[0]!);
    const status = 'INDETERMINATE' as const;
    const lab = 'Labor: für T-DXd geeignet; indiziert';
    const raw = { source: 'Observation/o1', path: 'Observation.value', confidence: 'text' as const, raw: 'eligible for T-DXd' };
    const current = { status, laterality: 'unknown' as const, text: 'HER2 result not readable as a score', lab, evidence: [raw] };
    const her2 = { ...facts.her2, status, current, results: [current], bilateralConflict: false };
    const { proposal } = german.apply({ ...facts, hook: 'patient-view', her2 });
    expect(proposal?.bullets.join(' ')).toContain('siehe Befund');
    expect(proposal?.bullets.join(' ')).not.toContain('see the report');
    expect(proposal?.bullets[0]).toMatch(/HER2-Befund nicht als Score lesbar; .* Labor siehe Befund\.$/);
  });

  it('the wording of facts is complete and no more', () => {
    const changed = (change: (words: Record<string, string>) => void) => {
      const broken = contentFiles();
      change((broken.get('texts/de.json') as { factWords: { result: Record<string, string> } }).factWords.result);
      return () => compileContent(broken, TODAY);
    };
    expect(changed((words) => Reflect.deleteProperty(words, 'ISH equivocal'))).toThrow(
      'factWords.result.ISH equivocal: the text is',
    );
    expect(changed((words) => Object.assign(words, { 'ISH unclear': 'x' }))).toThrow('ISH unclear: nothing uses this text');
  });

  it.each([
    ['phrases', 'receptors'],
    ['drafts', 'her2-slide-review'],
  ])('a text that one language lacks stops the start: %s.%s', (section, name) => {
    const broken = contentFiles();
    const texts = broken.get('texts/de.json') as Record<string, Record<string, unknown>>;
    delete texts[section]?.[name];
    expect(() => compileContent(broken, TODAY)).toThrow(`texts/de.json, ${section}.${name}: the text is missing`);
  });
});
