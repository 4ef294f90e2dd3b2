/** A map made fit to be looked at: its colours as a picture, their scale, and where in the lesion it is high and low. */
import { type HeatLayer, type HeatMap, heatLayer, heatRange, type ValueRange } from '../imaging/index.ts';
import type { ExtractionInput } from '../radiomics/index.ts';
import { mapScale } from './map-scale.ts';
import { type HighAndLow, mapSectors } from './map-sectors.ts';

export interface MapPicture extends HeatLayer {
  /** Of all values. */
  readonly range: ValueRange;
  /** Of the colours. */
  readonly scale: ValueRange;
  readonly sectors: HighAndLow;
  /** Of the pixels that the map was computed on. */
  readonly spacing: HeatMap['spacing'];
}

/** Undefined for a map without a value. Takes seconds for the largest images. */
export async function mapPicture(
  map: HeatMap,
  { image, spacing }: Pick<ExtractionInput, 'image' | 'spacing'>,
): Promise<MapPicture | undefined> {
  const range = heatRange(map);
  const sectors = mapSectors(map);
  if (range === undefined || sectors === undefined) return undefined;
  const scale = mapScale(map, range);
  return { ...(await heatLayer(image, spacing, map, scale)), range, scale, sectors, spacing: map.spacing };
}
