/**
 * Undecimated separable wavelets (IBSI 2, code 25BO): the filters of level j have 2^(j-1) - 1 zeros between their
 * taps (a trous). Images `separable-wavelet-coif1-LH`, `separable-wavelet2-coif1-LH` for level 2, `...-rot-average` where the
 * quarter turns are pooled. First letter along x, second along y; filters as in PyWavelets, so LL has gain 2 per level.
 * Surprise: PyRadiomics' Wavelet does not dilate and is always periodic; level 1 agrees with it for `periodic` and even sizes.
 */
import { boundedTile, type Plane, responseSource, type TileSource } from './bounded-tile.ts';
import { type Ibsi2Settings, ibsi2Settings } from './ibsi2-settings.ts';
import type { ImageType } from './image-type.ts';
import { pool } from './pooling.ts';
import type { Box } from './roi.ts';
import { convolveSeparable, quarterTurns, type SeparableKernel } from './separable-kernel.ts';
import type { ImageTypeSettings } from './settings.ts';
import { waveletFilters } from './wavelet-filters.ts';

const DETAILS = ['LH', 'HL', 'HH'] as const;

interface SubBand {
  readonly name: string;
  readonly level: number;
  readonly letters: string;
}

export const separableWaveletImage: ImageType = {
  name: 'SeparableWavelet',
  derivedNames: (settings) => subBands(settings).map(({ name }) => name),
  derive: (input, box, settings, wanted) =>
    subBands(settings)
      .filter(({ name }) => wanted.includes(name))
      .map((band) => ({ name: band.name, pixels: pooledResponse(input, box, band, settings).pixels })),
};

/** Details of every level and the approximation of the last. */
function subBands(settings: ImageTypeSettings): SubBand[] {
  const { rotationInvariant, pooling } = ibsi2Settings(settings);
  const suffix = rotationInvariant ? `-rot-${pooling}` : '';
  const band = (level: number, letters: string): SubBand => ({
    name: `separable-wavelet${level === 1 ? '' : level}-${settings.wavelet}-${letters}${suffix}`,
    level,
    letters,
  });
  const levels = Array.from({ length: settings.level }, (_, n) => n + 1);
  return [...levels.flatMap((level) => DETAILS.map((letters) => band(level, letters))), band(settings.level, 'LL')];
}

function pooledResponse(input: TileSource, box: Box, { level, letters }: SubBand, settings: ImageTypeSettings): Plane {
  const own = ibsi2Settings(settings);
  const { low, high } = waveletFilters(settings.wavelet);
  const filter = (letter: string | undefined): Float64Array => (letter === 'L' ? low : high);
  const kernel = { alongX: filter(letters[0]), alongY: filter(letters[1]) };
  const turns = own.rotationInvariant ? [0, 1, 2, 3] : [0];
  return pool(
    turns.map((turn) => response(input, box, kernel, { alongX: low, alongY: low }, turn, level, own)),
    own.pooling,
  );
}

/** Low-pass filters of the levels before, then the sub-band's own. */
function response(
  input: TileSource,
  box: Box,
  kernel: SeparableKernel,
  lowPass: SeparableKernel,
  turn: number,
  level: number,
  settings: Ibsi2Settings,
): Plane {
  const { boundary } = settings;
  const dilated = quarterTurns({ alongX: dilate(kernel.alongX, level), alongY: dilate(kernel.alongY, level) })[turn]!;
  const reach = (dilated.alongX.length - 1) / 2;
  const source =
    level === 1
      ? input
      : responseSource(input, box, reach, boundary, (wider) =>
          response(input, wider, lowPass, lowPass, turn, level - 1, settings),
        );
  return convolveSeparable(boundedTile(source, box, reach, reach, boundary), dilated);
}

/** Of even length L, taps at 0, 2^(level-1), ...; one more zero at the end puts the centre at tap L/2, as in PyWavelets. */
function dilate(filter: Float64Array, level: number): Float64Array {
  const step = 2 ** (level - 1);
  const taps = new Float64Array(filter.length * step + 1);
  filter.forEach((value, n) => {
    taps[n * step] = value;
  });
  return taps;
}
