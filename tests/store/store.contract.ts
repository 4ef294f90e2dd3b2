/** What every back end of the store must do; the test file of each back end runs it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DatabaseSource } from '../../src/store/database.ts';
import { createDatabaseStore, type StoreBounds } from '../../src/store/database-store.ts';
import type { CardFeedback, GivenAdvice, Store, StoredScore } from '../../src/store/index.ts';
import { createRecentScores } from '../../src/store/recent-scores.ts';

export interface BackEnd {
  /** The same database each time. */
  source(): Promise<DatabaseSource>;
  /** Runs one statement on that database while no store has it open. */
  execute(sql: string): Promise<void>;
}

/** A busy test machine must not look like a slow database. */
const PATIENT: StoreBounds = { findMs: 60_000, saveMs: 240_000, restMs: 0, saves: 100 };

const given: GivenAdvice = { key: 'given', card: 'card-1', service: 'her2-low-order-sign', rule: 'O7', at: new Date() };
const feedback: CardFeedback = {
  id: 'feedback-1',
  card: 'card-1',
  service: 'her2-low-order-sign',
  outcome: 'overridden',
  accepted: 0,
  reason: { system: 'https://her2-low-cds.example/fhir/CodeSystem/override-reason', code: 'tumour-board' },
  commented: true,
  at: new Date(),
};

/** Everything is saved by one store and read by a second one, since opening the embedded database takes a second. */
export function storeContract(backEnd: BackEnd): void {
  const open = async () => createDatabaseStore(await backEnd.source(), createRecentScores(100), PATIENT);
  const contested = Array.from({ length: 20 }, (_, index) => exampleScore(index / 20));
  const oddKey = `'; drop table score; -- $1`;
  let store: Store;

  beforeAll(async () => {
    const first = await open();
    await first.saveScore('kept', exampleScore(0.1 + 0.2));
    await first.saveScore('replaced', exampleScore(0.1));
    await first.saveScore('replaced', notProducedScore);
    await Promise.all(contested.map((score) => first.saveScore('contested', score)));
    await first.saveScore('unreadable', exampleScore(0.5));
    await first.saveScore(oddKey, exampleScore(0.6));
    await first.advice.saveAdvice(given);
    await first.advice.saveFeedback([feedback, feedback]);
    await first.advice.saveFeedback([feedback]);
    await first.close();
    await backEnd.execute(`update score set value = '{"score":{"kind":"scored"},"laterality":"left"}' where key = 'unreadable'`);
    store = await open();
  });
  afterAll(() => store.close());

  it('a score survives closing and opening again, to the last digit', async () => {
    expect(await store.findScore('kept')).toEqual(exampleScore(0.1 + 0.2));
  });

  it('advice given by one process is known to the next one, for as long as asked', async () => {
    const before = new Date(given.at.getTime() - 1000);
    const after = new Date(given.at.getTime() + 1000);
    expect(await store.advice.wasGiven('given', before)).toBe(true);
    expect(await store.advice.wasGiven('given', after)).toBe(false);
    expect(await store.advice.wasGiven('other', before)).toBe(false);
  });

  it('the same feedback is kept once, with the rule of its card', async () => {
    await store.close();
    const wanted = `(select count(*) = 1 and min(rule) = 'O7' from card_feedback where card = 'card-1')`;
    await backEnd.execute(`select 1 / (case when ${wanted} then 1 else 0 end)`);
    store = await open();
  });

  it('a key that was never saved is not found', async () => {
    expect(await store.findScore('other')).toBeUndefined();
  });

  it('a second save replaces the first', async () => {
    expect(await store.findScore('replaced')).toEqual(notProducedScore);
  });

  it('twenty saves of one key at once leave one of them whole', async () => {
    expect(contested).toContainEqual(await store.findScore('contested'));
  });

  it('a row that this version cannot read counts as not found, and can be replaced', async () => {
    expect(await store.findScore('unreadable')).toBeUndefined();
    await store.saveScore('unreadable', exampleScore(0.7));
    expect(await store.findScore('unreadable')).toEqual(exampleScore(0.7));
  });

  it('a key is data, not SQL', async () => {
    expect(await store.findScore(oddKey)).toEqual(exampleScore(0.6));
  });
}

/** Every optional element present, and text that must survive JSON and SQL. */
export function exampleScore(probability: number): StoredScore {
  return {
    score: {
      kind: 'scored',
      band: 'high',
      probability,
      interval: { lower: 0, upper: 1, level: 0.9 },
      contributions: [{ feature: 'wavelet-LH_glcm_Contrast', value: 1e-17, standardised: -2.5, contribution: 5e-324 }],
    },
    laterality: 'left',
    studyDate: '2024-02-29',
    provenance: {
      software: `quote ' " \\ ünïcode \u2028`,
      settings: { binWidth: 25, filters: ['original', 'wavelet'], nested: { empty: null } },
      imageSize: [640, 480],
      roiBox: [1, 2, 3, 4],
      roiPixels: 12,
      spacingMm: [0.078, 0.078],
      greyLevels: { original: 11 },
    },
  };
}

const notProducedScore: StoredScore = {
  score: { kind: 'not-produced', reasons: [{ code: 'no-pixel-spacing' }, { code: 'roi-refused', detail: 'one pixel' }] },
  laterality: 'unknown',
};
