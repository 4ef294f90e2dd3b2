import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { isLoincCode, isSnomedCode } from '../../src/tumour/check-digit.ts';
import { readTerminology, tissueFacts } from '../../src/tumour/index.ts';
import { concept, ihcText, NO_DRAFTS, observation, RULES, record, SNOMED, specimen, TODAY } from './patient-record.ts';

const LAB = 'urn:oid:1.2.3.4.5';
const OWN = 'https://her2-low-cds.example/fhir/CodeSystem/her2-ihc-score';
const shipped = path.resolve(import.meta.dirname, '../../cds-services/her2-low/concept-maps/mii-her2-status.json');
const MII =
  'https://www.medizininformatik-initiative.de/fhir/ext/modul-onko/CodeSystem/mii-cs-onko-mamma-her2neu-status-leitlinie';

function map(target: string, pairs: Readonly<Record<string, string>>, source = LAB, equivalence = 'equivalent') {
  const element = Object.entries(pairs).map(([code, to]) => ({ code, target: [{ code: to, equivalence }] }));
  return {
    resourceType: 'ConceptMap',
    url: 'https://site.example/map',
    status: 'active',
    group: [{ source, target, element }],
  };
}
const read = (...maps: readonly unknown[]) =>
  readTerminology(new Map(maps.map((content, index) => [`concept-maps/m${index}.json`, content])));
const her2 = (terminology: ReturnType<typeof read>, resource: ReturnType<typeof ihcText>) =>
  tissueFacts(record({ observations: [resource] }), NO_DRAFTS, { today: TODAY, orderClasses: RULES, terminology }).her2;

describe('concept maps of a site', () => {
  it('a local question and a local answer are read as their targets', () => {
    const terminology = read(map('http://loinc.org', { HER2IHC: '85319-2' }), map(OWN, { A7: '0+' }, 'urn:lab:answers'));
    const resource = ihcText('', {
      code: concept(LAB, 'HER2IHC', 'Spezialfärbung 7'),
      valueCodeableConcept: concept('urn:lab:answers', 'A7'),
    });
    expect(her2(terminology, resource)).toMatchObject({ status: 'ULTRALOW', results: [{ evidence: [{ confidence: 'coded' }] }] });
    expect(her2(read(), resource).status).toBe('UNKNOWN');
  });

  it('the site of a contained Specimen is read as its target', () => {
    const terminology = read(map(SNOMED, { MREOI: '110494001' }));
    const bodySite = concept(LAB, 'MREOI');
    const resource = ihcText('1+', {
      contained: [specimen('s', { collection: { bodySite } })],
      specimen: { reference: '#s' },
    });
    expect(her2(terminology, resource).results[0]?.laterality).toBe('right');
  });

  it.each([
    ['positiv', 'POSITIVE'],
    ['low', 'LOW'],
    ['ultralow', 'ULTRALOW'],
    ['negativ', 'ZERO'],
    ['equivocal', 'EQUIVOCAL'],
  ])('the guideline status %s of the German core data set is %s', (code, status) => {
    const terminology = read(JSON.parse(readFileSync(shipped, 'utf8')));
    expect(her2(terminology, observation('48676-1', { valueCodeableConcept: concept(MII, code) })).status).toBe(status);
  });

  it('a defined "low" beside a score of 0, or with ISH amplified, is discordant', () => {
    const terminology = read(JSON.parse(readFileSync(shipped, 'utf8')));
    const overall = (score: string) =>
      observation('48676-1', {
        valueCodeableConcept: concept(MII, 'low'),
        component: [{ code: concept('http://loinc.org', '85319-2'), valueString: score }],
      });
    expect(her2(terminology, overall('0, no staining')).status).toBe('DISCORDANT');
    expect(her2(terminology, overall('1+')).status).toBe('LOW');
  });

  it.each([
    ['a mistyped LOINC code', map('http://loinc.org', { X: '85319-3' }), /check digit/],
    ['a LOINC code that nothing reads', map('http://loinc.org', { X: '29463-7' }), /does not read/],
    ['a mistyped SNOMED code', map(SNOMED, { X: '254837008' }), /check digit/],
    ['an unknown target system', map('urn:elsewhere', { X: '1' }), /does not read/],
    ['an unknown score', map(OWN, { X: '4+' }), /no score/],
    ['a map of LOINC itself', map(OWN, { X: '1+' }, 'http://loinc.org'), /no local code system/],
    ['a target that is only wider', map(OWN, { X: '1+' }, LAB, 'wider'), /equal or equivalent/],
    ['no ConceptMap', { resourceType: 'ValueSet' }, /resourceType/],
  ])('%s is refused with its place', (_what, content, why) => {
    expect(() => read(content)).toThrow(why);
    expect(() => read(content)).toThrow(/^concept-maps\/m0\.json/);
  });

  it('one code with two targets is refused', () => {
    expect(() => read(map(OWN, { X: '1+' }), map(OWN, { X: '2+' }))).toThrow(/also mapped to 1\+/);
  });

  it('drug codes of a site give the kind of therapy, one kind each', () => {
    const set = (code: string) => ({
      resourceType: 'ValueSet',
      url: 'https://site.example/set',
      compose: { include: [{ system: 'http://www.nlm.nih.gov/research/umls/rxnorm', concept: [{ code }] }] },
    });
    const files = new Map<string, unknown>([['therapy/endocrine.json', set('1')]]);
    expect([...readTerminology(files).therapyCodes.values()]).toEqual(['endocrine']);
    expect(() => readTerminology(files.set('therapy/chemotherapy.json', set('1')))).toThrow(/already belongs/);
    expect(() => readTerminology(new Map([['therapy/vitamins.json', set('1')]]))).toThrow(/none of endocrine/);
  });
});

describe('check digits', () => {
  it('of LOINC and SNOMED CT', () => {
    expect(['85319-2', '18474-7', '48676-1', '10230-1'].every(isLoincCode)).toBe(true);
    expect(['85319-1', '8531-92', '85319', ''].some(isLoincCode)).toBe(false);
    expect(['254837009', '1222769001', '395551000210100'].every(isSnomedCode)).toBe(true);
    expect(['254837090', '12', '1222769002', '2548370o9'].some(isSnomedCode)).toBe(false);
  });
});
