/** Lesions of images without spacing on a common scale, as the benchmark on real images takes them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readImageRegion } from '../../src/imaging/index.ts';
import type { CohortMember } from '../../src/training/cohort/parse-cohort.ts';
import { type Preparation, prepared } from '../bench/real-preparation.ts';

const PREPARATION: Preparation = { diameterPixels: 64, margin: 0.5, grey: 'stored' };

/** A dark ellipse on grey, magnified, with white text burned in at the corner of the frame. */
async function drawn(folder: string, name: string, magnified: number): Promise<CohortMember> {
  const [width, height] = [200 * magnified, 160 * magnified];
  const each = (value: (inside: boolean, x: number, y: number) => number): Uint8Array =>
    Uint8Array.from({ length: width * height }, (_, n) => {
      const [x, y] = [(n % width) / magnified, Math.floor(n / width) / magnified];
      return value(((x - 100) / 30) ** 2 + ((y - 80) / 20) ** 2 <= 1, x, y);
    });
  const write = async (file: string, pixels: Uint8Array): Promise<void> =>
    writeFile(
      path.join(folder, file),
      await sharp(pixels, { raw: { width, height, channels: 1 } })
        .png()
        .toBuffer(),
    );
  await write(
    `${name}.png`,
    each((inside, x, y) => (x < 20 && y < 20 ? 255 : inside ? 60 : 120)),
  );
  await write(
    `${name}-mask.png`,
    each((inside) => (inside ? 255 : 0)),
  );
  return {
    id: name,
    outcome: 1,
    split: 'training',
    lesion: { row: 2, patient: name, lesion: '1', image: `${name}.png`, mask: `${name}-mask.png`, otherMasks: [], other: {} },
  };
}

describe('lesions on a common scale', () => {
  it.each<Preparation['grey']>(['stored', 'ranks'])(
    'are the same whatever the magnification, without the borders (%s)',
    async (grey) => {
      const folder = mkdtempSync(path.join(tmpdir(), 'her2-scale-'));
      onTestFinished(() => rmSync(folder, { recursive: true }));
      const [small, large] = await Promise.all(
        [1, 3].map(async (magnified) => {
          const member = await prepared(await drawn(folder, `x${magnified}`, magnified), folder, path.join(folder, 'out'), {
            ...PREPARATION,
            grey,
          });
          if (typeof member === 'string') throw new Error(member);
          const { image = '', mask = '' } = member.lesion;
          const [own, outline] = await Promise.all([image, mask].map((file) => readFile(path.join(folder, 'out', file))));
          return readImageRegion({ image: own, mask: outline, label: 'any' });
        }),
      );
      const area = (mask: Uint8Array): number => mask.reduce((sum, value) => sum + value, 0);
      for (const { mask } of [small, large]) expect(area(mask) / (Math.PI * 32 ** 2)).toBeCloseTo(1, 1);
      expect(Math.abs(small.image.width - large.image.width)).toBeLessThanOrEqual(2);
      const inside = ({ image, mask }: typeof small): number => {
        const values = Array.from(image.pixels).filter((_, n) => mask[n] === 1);
        return values.reduce((sum, value) => sum + value, 0) / values.length;
      };
      expect(Math.abs(inside(small) - inside(large))).toBeLessThan(6);
      if (grey === 'stored') expect(Math.max(...large.image.pixels)).toBeLessThan(140);
    },
  );
});
