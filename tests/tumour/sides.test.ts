/** Which breast a result is about: results of the other one are never those of the disease being treated (PATHWAY section 3). */
import type { Observation } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import { breastCancer, factsOf, ihcText, observation, specimen } from './patient-record.ts';

const facts = factsOf;
const from = (id: string) => ({ specimen: { reference: `Specimen/${id}` } });
const tissue = (id: string, site: string, collectedDateTime: string) =>
  specimen(id, { collection: { bodySite: { text: site }, collectedDateTime } });

describe('a metastasis on the other side of the body than the breast', () => {
  const primary = tissue('primary', 'Right breast', '2020-01-01');
  const observations = [ihcText('0, no staining', from('primary')), ihcText('1+', from('new'))];

  it.each(['Left lobe of liver', 'Left iliac crest', 'Left lung', 'Left cerebral hemisphere'])(
    '%s is the current result',
    (site) => {
      const { her2 } = facts({
        conditions: [breastCancer()],
        specimens: [primary, tissue('new', site, '2026-09-01')],
        observations,
      });
      expect(her2).toMatchObject({ status: 'LOW', bilateralConflict: false, current: { site, origin: 'metastasis' } });
    },
  );

  it('is no conflict between the breasts where the disease names no side', () => {
    const conditions = [breastCancer({ code: { text: 'Breast cancer' } })];
    const specimens = [primary, tissue('new', 'Left lobe of liver', '2026-09-01')];
    expect(facts({ conditions, specimens, observations }).her2).toMatchObject({ status: 'LOW', bilateralConflict: false });
  });

  it('the axilla keeps its side', () => {
    const specimens = [primary, tissue('new', 'Left axillary lymph node', '2026-09-01')];
    expect(facts({ conditions: [breastCancer()], specimens, observations }).her2.status).toBe('ZERO');
  });

  it.each([
    ['its body site', { bodySite: { text: 'Liver' }, ...from('unread') }],
    ['the name of its Specimen', { specimen: { reference: 'Specimen/unread', display: 'Liver, core biopsy' } }],
  ])('needs no Specimen where %s says so', (_what, elements) => {
    const { her2 } = facts({ conditions: [breastCancer()], observations: [ihcText('1+', elements)] });
    expect(her2).toMatchObject({ status: 'LOW', current: { text: 'IHC 1+' } });
  });
});

describe('hormone receptors', () => {
  const [ER, PR] = ['85337-4', '85339-0'];
  const receptor = (code: string, valueString: string, id: string, effectiveDateTime: string): Observation =>
    observation(code, { valueString, effectiveDateTime, ...from(id) });
  const specimens = [tissue('right', 'Right breast', '2026-01-01'), tissue('left', 'Left breast', '2026-06-01')];
  const observations = [
    receptor(ER, 'positive', 'right', '2026-01-02'),
    receptor(PR, 'negative', 'right', '2026-01-02'),
    receptor(ER, 'negative', 'left', '2026-06-02'),
    receptor(PR, 'negative', 'left', '2026-06-02'),
  ];

  it('of the other breast do not count, also where they are newer', () => {
    expect(facts({ conditions: [breastCancer()], specimens, observations })).toMatchObject({ er: 'positive', hr: 'positive' });
  });

  it('of the other breast alone are not found', () => {
    const { hr, receptors } = facts({ conditions: [breastCancer()], specimens, observations: observations.slice(2) });
    expect({ hr, receptors }).toMatchObject({ hr: 'not-found', receptors: { er: { status: 'not-found', evidence: [] } } });
  });
});
