import type { ServiceRequest } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import { tissueFacts } from '../../src/tumour/index.ts';
import { orderClass } from '../../src/tumour/order-class.ts';
import { concept, LOINC, NO_DRAFTS, record, serviceRequest } from '../tumour/patient-record.ts';
import { content, TODAY } from './her2-low-content.ts';

const rules = { today: TODAY, orderClasses: content.orderClasses };
const order = (elements: Partial<ServiceRequest>) => serviceRequest({ status: 'active', authoredOn: TODAY, ...elements });
const testsOf = (elements: Partial<ServiceRequest>) =>
  tissueFacts(record({ serviceRequests: [order(elements)] }), NO_DRAFTS, rules).openOrders.flatMap(({ tests }) => tests);

describe('orders that name HER2 and ask for no test of tissue', () => {
  const cases: readonly (readonly [what: string, elements: Partial<ServiceRequest>, tests: string[]])[] = [
    ['serum by its code', { code: concept(LOINC, '32996-1', 'HER2 Ag [Mass/volume] in Serum') }, []],
    ['serum by its code, named HER2', { code: { ...concept(LOINC, '42914-2'), text: 'HER2' } }, []],
    ['cell-free DNA', { code: { text: 'HER2 (ERBB2) cfDNA, plasma' } }, []],
    ['a referral', { code: { text: 'Oncology consult, HER2 positive' } }, []],
    ['a scan', { code: { text: 'CT chest: HER2+ restaging' } }, ['chest-ct']],
    ['a biopsy', { code: { text: 'Biopsy of liver, HER2-positive breast cancer' } }, []],
    ['an order of IHC with or without ISH', { code: { text: 'HER2 IHC +/- FISH' } }, ['her2-ihc', 'her2-ish']],
    ['a panel', { code: { text: 'HER2+ER+PR by IHC' } }, ['er', 'her2-ihc', 'pr']],
    ['a second test after a result', { code: { text: 'HER2-negative primary: HER2 IHC on this biopsy' } }, ['her2-ihc']],
    ['IHC that a therapy waits for', { code: { text: 'HER2 IHC for treatment decision' } }, ['her2-ihc']],
    ['IHC by way of a consultation', { code: { text: 'Pathology consultation: HER2 FISH' } }, ['her2-ish']],
    ['a referral that names the method', { code: { text: 'Oncology consult, HER2 FISH amplified' } }, []],
    ['ISH after 2+', { code: { text: 'FISH for HER2 2+' } }, ['her2-ish']],
  ];
  it.each(cases)('%s', (_what, elements, tests) => {
    expect(testsOf(elements)).toEqual(tests);
    const isTest = orderClass(order(elements), content.orderClasses) === 'her2-test';
    expect(isTest).toBe(tests.some((test) => test.startsWith('her2')));
  });
});

describe('a biopsy is of what it or its body site names', () => {
  it.each([
    ['Biopsy', 'Liver', 'metastasis-biopsy'],
    ['IR biopsy liver', undefined, 'metastasis-biopsy'],
    ['US guided breast biopsy, left, with axillary lymph node biopsy', undefined, 'breast-biopsy'],
    ['Core biopsy breast', 'Axillary lymph node, left', 'breast-biopsy'],
    ['Axillary lymph node biopsy, breast cancer', undefined, 'other'],
    ['Breast biopsy, family history of breast cancer', undefined, 'breast-biopsy'],
    ['Bone biopsy, history of breast cancer', undefined, 'metastasis-biopsy'],
    ['CT Guided Biopsy Lung', undefined, 'metastasis-biopsy'],
    ['Core needle biopsy', 'Left breast', 'breast-biopsy'],
    ['Stereotactic biopsy, left breast', undefined, 'breast-biopsy'],
    ['Breast biopsy under hand-held ultrasound', undefined, 'breast-biopsy'],
    ['Post-biopsy mammogram, left breast', undefined, 'other'],
    ['Pathology consult, liver biopsy', undefined, 'other'],
    ['Bone marrow biopsy', 'Iliac crest', 'other'],
    ['Biopsy', 'Sigmoid colon', 'other'],
    ['Biopsy', undefined, 'other'],
  ])('%s, %s: %s', (text, site, expected) => {
    const bodySite = site === undefined ? [] : [{ text: site }];
    expect(orderClass(order({ code: { text }, bodySite }), content.orderClasses)).toBe(expected);
  });

  it('one under CT is no CT of the chest', () => {
    expect(testsOf({ code: { text: 'CT Guided Biopsy Lung' } })).toEqual([]);
  });
});
