import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { decodeColourFrame, parseDicom } from '../../src/imaging/index.ts';
import { describeLane, sharedPath } from '../lanes.ts';
import { readCsv } from './read-csv.ts';

/** Syntaxes and photometrics that later work adds; the text must appear in the reason. */
const UNSUPPORTED: Readonly<Record<string, string>> = {
  'PALETTE COLOR': 'PALETTE COLOR',
  '1.2.840.10008.1.2.5': 'RLE',
  '1.2.840.10008.1.2.4.70': 'JPEG lossless',
  '1.2.840.10008.1.2.4.90': 'JPEG 2000 lossless',
  '1.2.840.10008.1.2.4.91': 'JPEG 2000',
};

describeLane('shared', 'real ultrasound files agree with what pydicom decodes', () => {
  for (const facts of readCsv(sharedPath('data/dicom/facts.csv'))) {
    const { file, ts_uid: transferSyntax, pi: photometric } = facts as Record<'file' | 'ts_uid' | 'pi', string>;
    it(file, async () => {
      const object = parseDicom(readFileSync(sharedPath(`data/dicom/${file}`)));
      if (object.kind === 'unreadable') throw new Error(object.detail);
      const frame = await decodeColourFrame(object, 1);
      const unsupported = UNSUPPORTED[transferSyntax] ?? UNSUPPORTED[photometric];
      if (unsupported !== undefined) {
        expect(frame).toMatchObject({
          kind: 'not-produced',
          reasons: [{ code: 'image-unsupported', detail: expect.stringContaining(unsupported) }],
        });
        return;
      }
      if (frame.kind === 'not-produced') throw new Error(frame.reasons[0]?.detail);
      expect([frame.height, frame.width]).toEqual([Number(facts.rows), Number(facts.cols)]);
      if (transferSyntax === '1.2.840.10008.1.2.4.50') {
        const expected = JSON.parse(facts.rgb_mean_frame0!) as number[];
        channelMeans(frame.pixels, frame.samples).forEach((mean, channel) => {
          expect(Math.abs(mean - expected[channel]!)).toBeLessThan(0.5);
        });
      } else {
        expect(createHash('sha256').update(frame.pixels).digest('hex').slice(0, 16)).toBe(facts.native_sha256_frame0);
      }
    });
  }

  it('as many different frames of each cine file as pydicom finds', async () => {
    const cines = [
      { file: 'IM00001_jpeg_baseline_nobot.dcm', frames: 8, different: 8 },
      { file: 'IM00001_implicit_le.dcm', frames: 8, different: 8 },
      { file: 'examples_ybr_color.dcm', frames: 30, different: 28 },
    ];
    for (const { file, frames, different } of cines) {
      const object = parseDicom(readFileSync(sharedPath(`data/dicom/${file}`)));
      if (object.kind === 'unreadable') throw new Error(object.detail);
      const digests = new Set<string>();
      for (let frame = 1; frame <= frames; frame++) {
        const decoded = await decodeColourFrame(object, frame);
        if (decoded.kind === 'frame') digests.add(createHash('sha256').update(decoded.pixels).digest('hex'));
      }
      expect([file, digests.size]).toEqual([file, different]);
    }
  });
});

function channelMeans(pixels: Uint8Array | Uint16Array, samples: number): number[] {
  const sums = new Array<number>(samples).fill(0);
  for (let at = 0; at < pixels.length; at++) sums[at % samples]! += pixels[at]!;
  return sums.map((sum) => (sum * samples) / pixels.length);
}
