/**
 * Laws' texture filters (IBSI 2): image `laws-L5E5`; `laws-L5E5-rot-max` where the four quarter turns
 * are pooled; `laws-L5E5-energy-7` for the mean absolute response within Chebyshev distance 7 (energy image).
 * The kernels are in pixels, whatever the spacing. Surprise: the turns of a kernel with an E cancel in their average; pool by max.
 */
import { boundedTile, type Plane, responseSource, type TileSource } from './bounded-tile.ts';
import { type Ibsi2Settings, ibsi2Settings } from './ibsi2-settings.ts';
import type { ImageType } from './image-type.ts';
import { type LawsKernelName, lawsKernels } from './laws-kernels.ts';
import { meanFilter } from './mean-image.ts';
import { pool } from './pooling.ts';
import type { Box } from './roi.ts';
import { convolveSeparable, quarterTurns } from './separable-kernel.ts';

export const lawsImage: ImageType = {
  name: 'Laws',
  derivedNames: (settings) => ibsi2Settings(settings).kernels.map((kernel) => derivedName(kernel, ibsi2Settings(settings))),
  derive(input, box, settings, wanted) {
    const own = ibsi2Settings(settings);
    return own.kernels
      .map((kernel) => ({ kernel, name: derivedName(kernel, own) }))
      .filter(({ name }) => wanted.includes(name))
      .map(({ kernel, name }) => ({ name, pixels: filtered(input, box, kernel, own).pixels }));
  },
};

function derivedName(kernel: LawsKernelName, { rotationInvariant, pooling, energyDistance }: Ibsi2Settings): string {
  const turned = rotationInvariant ? `-rot-${pooling}` : '';
  return `laws-${kernel}${turned}${energyDistance === null ? '' : `-energy-${energyDistance}`}`;
}

function filtered(input: TileSource, box: Box, kernel: LawsKernelName, settings: Ibsi2Settings): Plane {
  const { boundary, energyDistance } = settings;
  if (energyDistance === null) return response(input, box, kernel, settings);
  const absolute = responseSource(input, box, energyDistance, boundary, (wider) => {
    const plane = response(input, wider, kernel, settings);
    return { ...plane, pixels: plane.pixels.map(Math.abs) };
  });
  return meanFilter(absolute, box, energyDistance, boundary);
}

function response(input: TileSource, box: Box, kernel: LawsKernelName, settings: Ibsi2Settings): Plane {
  const { boundary, rotationInvariant, pooling } = settings;
  const upright = lawsKernels(kernel);
  const kernels = rotationInvariant ? quarterTurns(upright) : [upright];
  const responses = kernels.map((turned) => {
    const tile = boundedTile(input, box, (turned.alongX.length - 1) / 2, (turned.alongY.length - 1) / 2, boundary);
    return convolveSeparable(tile, turned);
  });
  return pool(responses, pooling);
}
