import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeColourFrame, parseDicom } from '../../src/imaging/index.ts';
import { describeLane, sharedPath } from '../lanes.ts';
import { type Comparison, compareEqualFiles, compareWithFacts } from '../parity/dicom-facts.ts';
import { readCsv } from './read-csv.ts';

describeLane('shared', 'real ultrasound files agree with what pydicom decodes', () => {
  const folder = sharedPath('data/dicom');
  const facts = readCsv(sharedPath('data/dicom/facts.csv'));
  const compared: Comparison[] = [];

  describe('of each file', () => {
    for (const row of facts) {
      it(row.file!, async () => {
        const comparison = await compareWithFacts(folder, row);
        compared.push(comparison);
        expect(comparison.problems).toEqual([]);
      });
    }
  });

  it('one image is the same in each of its forms', () => {
    const equal = compareEqualFiles(facts, compared);
    expect(equal.length).toBeGreaterThan(2);
    expect(equal.flatMap(({ problems }) => problems)).toEqual([]);
  });

  it('the colours of a big endian palette image are those of the little endian one', async () => {
    const [little, big] = await Promise.all([digest('OBXXXX1A.dcm'), digest('OBXXXX1A_expb.dcm')]);
    expect(big).toEqual(little);
  });

  it('as many different frames of each cine file as pydicom finds', async () => {
    const cines = [
      { file: 'IM00001_jpeg_baseline_nobot.dcm', frames: 8, different: 8 },
      { file: 'IM00001_implicit_le.dcm', frames: 8, different: 8 },
      { file: 'examples_ybr_color.dcm', frames: 30, different: 28 },
    ];
    for (const { file, frames, different } of cines) {
      const digests = new Set<string>();
      for (let frame = 1; frame <= frames; frame++) digests.add(await digest(file, frame));
      expect([file, digests.size]).toEqual([file, different]);
    }
  });

  async function digest(file: string, frame = 1): Promise<string> {
    const object = parseDicom(readFileSync(sharedPath(`data/dicom/${file}`)));
    if (object.kind === 'unreadable') throw new Error(object.detail);
    const decoded = await decodeColourFrame(object, frame);
    if (decoded.kind !== 'frame') throw new Error(decoded.reasons[0]?.detail);
    return createHash('sha256').update(decoded.pixels).digest('hex');
  }
});
