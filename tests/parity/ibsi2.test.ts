import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { GreyImage } from '../../src/core/index.ts';
import { filterInput } from '../../src/radiomics/filter-input.ts';
import { IMAGE_TYPES } from '../../src/radiomics/registry.ts';
import { describeLane, sharedPath } from '../lanes.ts';
import { settingsFrom } from '../radiomics/speckle.ts';
import { readNifti, type Volume } from './read-nifti.ts';

interface Config {
  readonly config: string;
  readonly phantom: string;
  readonly response_map: string;
}

/** Our settings for each configuration of IBSI 2 phase 1 that filters slice by slice. */
const FILTERS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  '1.b.1': { Mean: { support: [15], boundary: 'zero' } },
  '2.c': { LoGKernel: { sigmaMm: [5], truncate: 4, boundary: 'mirror' } },
  '3.c.1': { Laws: { kernels: ['L5S5'], boundary: 'mirror' } },
  '3.c.2': { Laws: { kernels: ['L5S5'], boundary: 'mirror', rotationInvariant: true, pooling: 'max' } },
  '3.c.3': { Laws: { kernels: ['L5S5'], boundary: 'mirror', rotationInvariant: true, pooling: 'max', energyDistance: 7 } },
  '4.a.1': { Gabor: { sigmaMm: [10], lambdaMm: 4, gamma: 0.5, theta: [60], boundary: 'zero' } },
  '4.a.2': { Gabor: { sigmaMm: [10], lambdaMm: 4, gamma: 0.5, rotationStep: 45, pooling: 'average', boundary: 'zero' } },
  '4.b.1': { Gabor: { sigmaMm: [20], lambdaMm: 8, gamma: 2.5, theta: [225], boundary: 'mirror' } },
  '4.b.2': {
    Gabor: { sigmaMm: [20], lambdaMm: 8, gamma: 2.5, rotationStep: 22.5, truncate: 4, pooling: 'average', boundary: 'mirror' },
  },
};

/** These average the responses in the planes across all three axes. */
const ORTHOGONAL_PLANES = ['4.a.2', '4.b.2'];

const FOLDER = 'reference/radiomics/ibsi2';

/** Worst difference found, relative to the range of the consensus map; slices that are equal are filtered once. */
function worstDifference({ config, phantom, response_map }: Config): number {
  const volume = readNifti(sharedPath(`${FOLDER}/phantoms/${phantom}/image/${phantom}.nii.gz`));
  const consensus = readNifti(sharedPath(`${FOLDER}/${response_map}`)).voxels;
  const filter = sliceFilter(FILTERS[config] ?? {}, volume);
  const across = ORTHOGONAL_PLANES.includes(config) ? [2, 1, 0] : [2];
  const response = new Float64Array(consensus.length);
  for (const axis of across) addSlices(volume, axis, filter, response);
  const smallest = consensus.reduce((a, b) => Math.min(a, b));
  const range = consensus.reduce((a, b) => Math.max(a, b)) - smallest;
  return response.reduce((worst, value, n) => Math.max(worst, Math.abs(value / across.length - consensus[n])), 0) / range;
}

function sliceFilter(imageTypes: Readonly<Record<string, unknown>>, { spacingMm: [xMm, yMm] }: Volume) {
  const settings = settingsFrom({ imageTypes });
  const [name] = Object.keys(settings.imageTypes) as (keyof typeof IMAGE_TYPES)[];
  const type = IMAGE_TYPES[name!];
  const own = settings.imageTypes[name!]!;
  const done = new Map<string, Float64Array>();
  return (image: GreyImage): Float64Array => {
    const key = image.pixels.join();
    const box = { x: 0, y: 0, width: image.width, height: image.height };
    const window = filterInput(image, box, undefined, { xMm, yMm });
    const response = done.get(key) ?? type.derive(window, box, own, type.derivedNames(own))[0]!.pixels;
    done.set(key, response);
    return response;
  };
}

/** Filters every plane across `axis`; in it, the lower of the other axes is x. */
function addSlices({ size, voxels }: Volume, axis: number, filter: (image: GreyImage) => Float64Array, sum: Float64Array): void {
  const strides = [1, size[0], size[0] * size[1]];
  const [u, v] = [0, 1, 2].filter((other) => other !== axis) as [number, number];
  for (let slice = 0; slice < size[axis]!; slice++) {
    const at = Array.from({ length: size[u]! * size[v]! }, (_, n) => {
      return slice * strides[axis]! + (n % size[u]!) * strides[u]! + Math.floor(n / size[u]!) * strides[v]!;
    });
    const response = filter({ width: size[u]!, height: size[v]!, pixels: Float64Array.from(at, (n) => voxels[n]) });
    at.forEach((n, position) => {
      sum[n] += response[position];
    });
  }
}

describeLane('shared', 'filters against the consensus response maps of IBSI 2', () => {
  const { configs }: { configs: readonly Config[] } = JSON.parse(readFileSync(sharedPath(`${FOLDER}/configs.json`), 'utf8'));

  it('every two-dimensional configuration is here', () => {
    expect(Object.keys(FILTERS)).toEqual(configs.map(({ config }) => config));
  });

  it.each(configs)(
    '$config agrees within a tenth of the 1 % of the response range that IBSI allows',
    { timeout: 60_000 },
    (config) => {
      expect(worstDifference(config)).toBeLessThan(0.001);
    },
  );
});
