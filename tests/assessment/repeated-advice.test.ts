import { beforeEach, describe, expect, it } from 'vitest';
import { createRepeatedAdvice, createSaveFeedback, type Reader } from '../../src/assessment/index.ts';
import { type Assessment, type PathwayFacts, silentLog } from '../../src/core/index.ts';
import { type AdviceLog, type CardFeedback, openStore } from '../../src/store/index.ts';
import { biopsyOrder, content, facts, HIGH, her2, LOW, low } from '../pathway/her2-low-content.ts';

const reader: Reader = { userId: 'Practitioner/1', fhirServer: 'https://fhir.example' };
const given = { card: 'card-1', service: 'her2-low-order-sign' };
const HOUR = 3_600_000;

function assessment(changes: Partial<PathwayFacts>): Assessment {
  const own = facts(changes);
  const { proposal } = content.apply(own);
  return { facts: own, score: { kind: 'not-asked' }, ...(proposal === undefined ? {} : { proposal }) };
}
const tDxd = (hook: 'order-select' | 'order-sign', order: Partial<PathwayFacts['order']> = {}) =>
  assessment({
    hook,
    order: { class: 't-dxd', reference: 'MedicationRequest/1', her2InDraft: false, her2Active: false, ...order },
  });

describe('the same advice for the same patient, order and state (M8)', () => {
  let now = new Date('2026-11-22T09:00:00Z');
  let advice: AdviceLog;
  const repeats = (hours = 24) => createRepeatedAdvice({ advice, hours, now: () => now, log: silentLog });
  const review = assessment({ imaging: HIGH });
  beforeEach(async () => {
    now = new Date('2026-11-22T09:00:00Z');
    advice = (await openStore({})).advice;
    repeats().remember(review, reader, given);
    repeats().remember(tDxd('order-select'), reader, given);
  });
  const later = (hours: number) => {
    now = new Date(now.getTime() + hours * HOUR);
  };

  it('is not given again for a day, and is given after it', async () => {
    expect(await repeats().wasGiven(review, reader)).toBe(true);
    later(23.9);
    expect(await repeats().wasGiven(review, reader)).toBe(true);
    later(0.2);
    expect(await repeats().wasGiven(review, reader)).toBe(false);
  });

  it('the day of the call and the ages that follow from it make no new state', async () => {
    const tomorrow = assessment({ imaging: HIGH, today: '2026-11-23' });
    expect(await repeats().wasGiven(tomorrow, reader)).toBe(true);
  });

  it.each<[string, Assessment, Reader]>([
    ['another patient', assessment({ imaging: HIGH, patientId: 'p2' }), reader],
    ['the patient of another server', review, { ...reader, fhirServer: 'https://other.example' }],
    ['a reader who has not seen it', review, { ...reader, userId: 'Practitioner/2' }],
    ['a new result', assessment({ her2: low, imaging: HIGH }), reader],
    ['another order', assessment({ ...biopsyOrder(), imaging: HIGH }), reader],
    ['a score that has come in since', assessment({ imaging: LOW }), reader],
    ['results that could not be read this time', assessment({ imaging: HIGH, searched: [] }), reader],
    ['another draft', tDxd('order-select', { reference: 'MedicationRequest/2' }), reader],
    ['a warning at signing that was shown while choosing', tDxd('order-sign'), reader],
  ])('%s is not a repeat', async (_what, other, by) => {
    expect(await repeats().wasGiven(other, by)).toBe(false);
  });

  it('what is said once is said again for a new result or stage only, whatever else changes', async () => {
    const early = { ...facts().disease, stage: 'early' as const };
    const kept = (changes: Partial<PathwayFacts> = {}) => assessment({ her2: low, disease: early, ...changes });
    repeats().remember(kept(), reader, given);
    later(24 * 20);
    const cbc = { state: 'found' as const, text: '5.1', date: '2026-12-10', evidence: [] };
    expect(await repeats().wasGiven(kept({ safety: { ...facts().safety, cbc } }), reader)).toBe(true);
    expect(await repeats().wasGiven(kept({ her2: her2('LOW', 'IHC 1+', { date: '2026-12-01' }) }), reader)).toBe(false);
    expect(await repeats().wasGiven(kept({ disease: facts().disease }), reader)).toBe(false);
    expect(await repeats(0).wasGiven(kept(), reader)).toBe(false);
  });

  it('a site can have its cards repeated, and no card is no advice', async () => {
    expect(await repeats(0).wasGiven(review, reader)).toBe(false);
    expect(await repeats().wasGiven(assessment({ disease: { ...facts().disease, breastCancer: false } }), reader)).toBe(false);
  });

  it('a store that fails hides no card', async () => {
    const broken: AdviceLog = {
      wasGiven: () => Promise.reject(new Error('down')),
      saveAdvice: () => Promise.reject(new Error('down')),
      saveFeedback: () => Promise.reject(new Error('down')),
    };
    const parts = createRepeatedAdvice({ advice: broken, hours: 24, now: () => now, log: silentLog });
    parts.remember(review, reader, given);
    expect(await parts.wasGiven(review, reader)).toBe(false);
  });

  it('what is kept holds nothing of the patient', async () => {
    const kept: unknown[] = [];
    const spy: AdviceLog = { ...advice, saveAdvice: async (entry) => void kept.push(entry) };
    const named = assessment({ patientId: 'CANARY-PATIENT', her2: { ...low, current: { ...low.current!, text: 'CANARY' } } });
    const parts = createRepeatedAdvice({ advice: spy, hours: 24, now: () => now, log: silentLog });
    parts.remember(named, { userId: 'Practitioner/CANARY', fhirServer: 'https://canary.example' }, given);
    expect(JSON.stringify(kept)).not.toMatch(/canary/i);
    expect(kept).toEqual([{ ...given, rule: 'R9', at: now, key: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
  });

  it('feedback sent twice has one id', async () => {
    const kept: CardFeedback[] = [];
    const save = createSaveFeedback({ ...advice, saveFeedback: async (entries) => void kept.push(...entries) });
    const entry = { card: 'c', outcome: 'overridden', acceptedSuggestions: [], commented: false, at: now } as const;
    await save('s', [entry]);
    await save('s', [entry, { ...entry, commented: true }]);
    expect([kept.length, new Set(kept.map(({ id }) => id)).size]).toEqual([3, 2]);
  });
});
