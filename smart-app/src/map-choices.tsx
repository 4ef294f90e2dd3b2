/** Which feature to show on the picture, closed until asked for: those that moved the score most, and why some have no map. */
import type { MappableFeature } from '../../src/core/index.ts';
import { featureName, groupName } from './feature-group.ts';

interface Props {
  readonly features: readonly MappableFeature[];
  /** Shown now, or being loaded. */
  readonly chosen: string | undefined;
  readonly isLoading: boolean;
  readonly onChoose: (feature: MappableFeature) => void;
}

export function MapChoices({ features, chosen, isLoading, onChoose }: Props) {
  return (
    <details className="no-print">
      <summary>Show where in the lesion a feature is high</summary>
      <p className="quiet">
        Image features that moved this score most. A map shows where the value of a feature is high. It is no evidence of HER2
        expression at that place.
      </p>
      <ul className="choices">
        {features.map((item) => (
          <li key={item.feature}>
            {item.hasMap ? (
              <button
                type="button"
                aria-pressed={item.feature === chosen}
                aria-disabled={isLoading}
                onClick={() => !isLoading && onChoose(item)}
              >
                <Named {...item} />
              </button>
            ) : (
              <p className="no-map">
                <Named {...item} /> No map: it describes the outline as a whole.
              </p>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Named({ feature }: Pick<MappableFeature, 'feature'>) {
  return (
    <>
      {featureName(feature)} <span className="quiet">{groupName(feature)}</span> <code>{feature}</code>
    </>
  );
}
