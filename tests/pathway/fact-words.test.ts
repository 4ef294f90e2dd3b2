import type { Observation } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import { FACT_WORDS, type FactSentence, type PatientRecord } from '../../src/core/index.ts';
import { acquisitionReasons } from '../../src/model/out-of-distribution.ts';
import { describeReadings } from '../../src/tumour/readings-in-words.ts';
import { breastCancer, factsOf, ihc, ihcText, ishText, observation } from '../tumour/patient-record.ts';

/** What is left of a sentence of the facts after its phrases, which must be in no language. */
function leftOver(sentence: FactSentence, text: string): string[] {
  const phrases = [...FACT_WORDS[sentence]].sort((a, b) => b.length - a.length);
  const rest = phrases.reduce((words, phrase) => words.replaceAll(phrase, ' | '), text);
  return rest.replace(/\b(?:HER2|IHC|ISH|mm2?)\b/g, ' ').match(/[A-Za-z]{2,}/g) ?? [];
}

describe('every sentence that facts make is made of the phrases that languages word', () => {
  const SCORES = ['0', '0-absent', '0+', '1+', '2+', '3+', 'positive', 'negative', 'equivocal', 'her2-low'] as const;
  const readings = [undefined, ...SCORES, 'low-by-definition', 'indeterminate'] as const;
  const ish = [
    {},
    ...(['amplified', 'not-amplified', 'equivocal'] as const).map((result) => ({ ish: result })),
    { ratio: 1.8 },
    { ratio: 3, copies: 8 },
    { ish: 'not-amplified', ratio: 3, copies: 8 },
    { ish: 'not-amplified', copies: 8 },
    { statedGroup: 5, ratio: 3, copies: 8 },
    { statedGroup: 4 },
  ] as const;

  it('readings of a specimen', () => {
    for (const stain of readings)
      for (const overall of readings)
        for (const numbers of ish) {
          const differing = stain === undefined ? [] : [stain, '3+' as const];
          for (const more of [{ conflict: false }, { conflict: true, differing }]) {
            const own = { ...(stain === undefined ? {} : { ihc: stain }), ...(overall === undefined ? {} : { overall }) };
            const { text, comment = '' } = describeReadings({ ...own, ...numbers, ...more });
            expect([text, leftOver('result', `${text} | ${comment}`)]).toEqual([text, []]);
          }
        }
  });

  const at = { specimen: { reference: 'Specimen/gone' } };
  const bare = (elements: Partial<Observation>) => ihc({ valueString: '2+', ...elements });
  const side = (side: string) => ({ bodySite: { text: `${side} breast` } });
  const pairs: readonly (readonly [what: string, parts: Partial<PatientRecord>])[] = [
    ['one day', { observations: [ihcText('1+', { bodySite: { text: 'a' } }), ihcText('3+', { bodySite: { text: 'b' } })] }],
    ['undated', { observations: [ihcText('1+'), observation('85319-2', { valueString: '3+', effectiveDateTime: '' })] }],
    ['one id', { observations: [ihcText('1+', { id: 'x' }), ihcText('3+', { id: 'x' })] }],
    ['no Specimen', { conditions: [breastCancer({ bodySite: [{ text: 'Left breast' }] })], observations: [ihcText('2+', at)] }],
    [
      'two sides',
      {
        conditions: [breastCancer({ bodySite: [{ text: 'Left breast' }] })],
        observations: [ihcText('2+', side('Left and right'))],
      },
    ],
    ...(['preliminary', 'registered', 'cancelled', 'unknown'] as const).map(
      (status) => [status, { observations: [bare({ status })] }] as const,
    ),
    ['future', { observations: [bare({ effectiveDateTime: '2030-01-01' })] }],
    ['a quantity', { observations: [observation('72382-5', { valueQuantity: { value: 12 } })] }],
    ['mislabelled', { observations: [ihc({ code: { coding: ihc({}).code.coding!, text: 'Ki-67' }, valueString: '2+' })] }],
    ['ISH', { observations: [ihcText('2+'), ishText('equivocal')] }],
    ...['pending', 'QNS'].map((value) => [value, { observations: [ihcText(value)] }] as const),
    [
      'a report',
      {
        diagnosticReports: [
          { resourceType: 'DiagnosticReport', id: 'r', status: 'final', code: { text: 'HER2' }, conclusion: 'HER2 1+' },
        ],
      },
    ],
    [
      'a document',
      {
        diagnosticReports: [
          {
            resourceType: 'DiagnosticReport',
            id: 'r',
            status: 'final',
            code: { text: 'Surgical pathology' },
            presentedForm: [{ contentType: 'application/pdf' }],
          },
        ],
      },
    ],
    ['too many', { observations: Array.from({ length: 60 }, (_, i) => ihcText('2+', { bodySite: { text: `site ${i}` } })) }],
  ];
  it.each(pairs)('results: %s', (_what, parts) => {
    const { her2 } = factsOf(parts);
    const results = [...(her2.current === undefined ? [] : [her2.current]), ...her2.results].map(({ text }) => text);
    const notUsed = her2.pending.map(({ text }) => text.replace(/pending|QNS|Ki-67/, '2+'));
    expect([results, results.flatMap((text) => leftOver('result', text))]).toEqual([results, []]);
    expect([notUsed, notUsed.flatMap((text) => leftOver('notUsed', text))]).toEqual([notUsed, []]);
    expect(results.length + notUsed.length).toBeGreaterThan(0);
  });

  it('why a lesion is outside the range of the model', () => {
    const trainingDistribution = { spacingMm: { lower: 0.05, upper: 0.1 }, lesionAreaMm2: { lower: 1, upper: 2 } };
    const manifest = { trainingDistribution } as unknown as Parameters<typeof acquisitionReasons>[0];
    const spacing = { xMm: 1, yMm: 1 } as Parameters<typeof acquisitionReasons>[1]['spacing'];
    const reasons = [{ roiPixels: 5, spacing }, { roiPixels: 5 }].flatMap((context) =>
      acquisitionReasons(manifest, context as Parameters<typeof acquisitionReasons>[1]),
    );
    expect(reasons).toHaveLength(3);
    expect(reasons.flatMap(({ text }) => leftOver('imaging', text))).toEqual([]);
  });
});
