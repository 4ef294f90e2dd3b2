/** What the colours on the picture mean, in numbers and in words, and what they do not mean. */
import type { FeatureMap, LesionSector, MappableFeature } from '../../src/core/index.ts';
import { featureName, groupName } from './feature-group.ts';

interface Props {
  readonly map: FeatureMap;
  readonly highValue: MappableFeature['highValue'];
  /** Of the model; a demonstration says so beside everything that it gave. */
  readonly statement: string | undefined;
  readonly onHide: () => void;
}

export function MapLegend({ map, highValue, statement, onHide }: Props) {
  const { feature, lowest, highest, scale, highestIn, lowestIn } = map;
  const isEven = highestIn === lowestIn;
  return (
    <section className="map-legend" aria-labelledby="map-title">
      <h3 id="map-title">Map: {featureName(feature)}</h3>
      <p className="quiet">
        {groupName(feature)} <code>{feature}</code>
      </p>
      <div className="map-scale">
        <span>low: {short(scale[0])}</span>
        <span
          className="map-bar"
          role="img"
          aria-label={`Colour scale from dark, ${short(scale[0])} or less, to light, ${short(scale[1])} or more`}
          style={{ backgroundImage: `linear-gradient(to right, ${map.colours.join(', ')})` }}
        />
        <span>high: {short(scale[1])}</span>
      </div>
      <p>
        {isEven
          ? 'About the same everywhere in the lesion'
          : `On average highest in the ${partWords(highestIn)} part of the lesion as it lies in the picture, lowest in the ${partWords(lowestIn)} part`}
        ; values from {short(lowest)} to {short(highest)}. Each place has the value of a window of {windowWords(map)} around it.
      </p>
      <p>In this model a high value over the whole lesion {highValue} the score; single places were not scored.</p>
      <p className="note">
        A map shows where the value of this feature is high. It is no evidence of HER2 expression at that place.
        {statement !== undefined && ` ${statement}`}
      </p>
      <button type="button" className="no-print" onClick={onHide}>
        Hide the map
      </button>
    </section>
  );
}

function partWords(sector: LesionSector): string {
  return sector === 'middle centre' ? 'central' : sector;
}

function windowWords({ windowMm, windowPixels }: FeatureMap): string {
  if (windowMm === undefined) return `${windowPixels} × ${windowPixels} pixels`;
  return `${windowMm[0].toFixed(1)} × ${windowMm[1].toFixed(1)} mm`;
}

/** Three significant digits. */
function short(value: number): string {
  return String(Number(value.toPrecision(3))).replace('-', '−');
}
