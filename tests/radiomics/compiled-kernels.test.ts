/** Every compiled kernel gives what its twin in TypeScript gives. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compiledDependents, compiledDifferences, compiledZones } from '../../src/radiomics/compiled-neighbourhood.ts';
import { compiledRuns } from '../../src/radiomics/compiled-runs.ts';
import { countDependents } from '../../src/radiomics/gldm-matrix.ts';
import { countRuns } from '../../src/radiomics/glrlm-matrices.ts';
import { countZones } from '../../src/radiomics/glszm-matrix.ts';
import { sumDifferences } from '../../src/radiomics/ngtdm-statistics.ts';
import { type RandomRegion, randomRegion } from './random-region.ts';

describe('texture kernels', () => {
  const agrees = (body: (region: RandomRegion) => void): void =>
    fc.assert(
      fc.property(randomRegion, (region) => {
        body(region);
      }),
      { numRuns: 200, seed: 7 },
    );

  it('dependences', () => {
    agrees((region) => expect(compiledDependents(region)!).toEqual(countDependents(region)));
  });

  it('grey tone differences', () => {
    agrees((region) => expect(compiledDifferences(region)!).toEqual(sumDifferences(region)));
  });

  it('zones', () => {
    agrees((region) => {
      const sorted = ({ small, large }: { readonly small: Uint32Array; readonly large: Int32Array }) => {
        const pairs = Array.from({ length: large.length / 2 }, (_, n) => `${large[2 * n]} ${large[2 * n + 1]}`);
        return { small: [...small], large: pairs.sort() };
      };
      expect(sorted(compiledZones(region, 8)!)).toEqual(sorted(countZones(region, 8)));
    });
  });

  it('runs', () => {
    agrees((region) => {
      const columns = Math.max(region.roi.box.width, region.roi.box.height) + 1;
      const twin = countRuns(region, columns);
      const { reached, longest } = compiledRuns(region, columns)!;
      expect(reached).toEqual(twin.reached);
      expect(longest).toBeGreaterThanOrEqual(1);
      expect(twin.reached.every((count, n) => count === 0 || n % columns <= longest)).toBe(true);
    });
  });
});
