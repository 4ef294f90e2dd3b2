import { expect, it } from 'vitest';
import { describeLane, sharedPath } from '../lanes.ts';
import { compareTopic } from '../parity/statistics/compare-topic.ts';
import { openFolder } from '../parity/statistics/reference-folder.ts';

describeLane('shared', 'statistics against R and Python', () => {
  const folder = openFolder(sharedPath('reference/statistics'));

  it.each(folder.topics)(
    '%s lies within the tolerance of its reference',
    async (topic) => {
      const { compared, outside } = await compareTopic(folder, topic);
      expect(outside).toEqual([]);
      expect(compared).toBeGreaterThan(0);
    },
    120_000,
  );
});
