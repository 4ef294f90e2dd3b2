/** What every back end of the store must do; the test file of each back end runs it. */
import { expect, it } from 'vitest';
import type { Store, StoredScore } from '../../src/store/index.ts';

export interface BackEnd {
  /** Opens the same database each time, with an empty memory. */
  open(): Promise<Store>;
  /** Runs one statement on that database while no store has it open. */
  execute(sql: string): Promise<void>;
}

export function storeContract(backEnd: BackEnd): void {
  const withStore = async (work: (store: Store) => Promise<void>): Promise<void> => {
    const store = await backEnd.open();
    try {
      // A save waits until the database is open; a lookup would not.
      await store.saveScore('opened', exampleScore(0.5));
      await work(store);
    } finally {
      await store.close();
    }
  };

  it('what was saved is found at once, and to the last digit after closing and opening again', async () => {
    const saved = exampleScore(0.1 + 0.2);
    await withStore(async (store) => {
      expect(await store.findScore('kept')).toBeUndefined();
      await store.saveScore('kept', saved);
      expect(await store.findScore('kept')).toEqual(saved);
    });
    await withStore(async (store) => expect(await store.findScore('kept')).toEqual(saved));
  });

  it('a second save replaces the first', async () => {
    await withStore(async (store) => {
      await store.saveScore('replaced', exampleScore(0.1));
      await store.saveScore('replaced', notProducedScore);
    });
    await withStore(async (store) => expect(await store.findScore('replaced')).toEqual(notProducedScore));
  });

  it('twenty saves of one key at once leave one of them whole', async () => {
    const scores = Array.from({ length: 20 }, (_, index) => exampleScore(index / 20));
    await withStore(async (store) => void (await Promise.all(scores.map((score) => store.saveScore('contested', score)))));
    await withStore(async (store) => expect(scores).toContainEqual(await store.findScore('contested')));
  });

  it('a row that this version cannot read counts as not found, and can be replaced', async () => {
    await withStore((store) => store.saveScore('unreadable', exampleScore(0.5)));
    await backEnd.execute(`update score set value = '{"score":{"kind":"scored"},"laterality":"left"}' where key = 'unreadable'`);
    await withStore(async (store) => {
      expect(await store.findScore('unreadable')).toBeUndefined();
      await store.saveScore('unreadable', exampleScore(0.6));
    });
    await withStore(async (store) => expect(await store.findScore('unreadable')).toEqual(exampleScore(0.6)));
  });

  it('a key is data, not SQL', async () => {
    const key = `'; drop table score; -- $1`;
    await withStore((store) => store.saveScore(key, exampleScore(0.5)));
    await withStore(async (store) => expect(await store.findScore(key)).toEqual(exampleScore(0.5)));
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
