/** The three feature groups that moved this score most, closed until asked for (EVIDENCE U14). */
import type { Contribution } from '../../src/core/index.ts';
import { featureGroups } from './feature-group.ts';

const SHOWN_GROUPS = 3;

export function Contributions({ contributions }: { readonly contributions: readonly Contribution[] }) {
  const groups = featureGroups(contributions);
  if (groups.length === 0) return null;
  return (
    <details>
      <summary>Image features that moved the score most</summary>
      <table className="results">
        <caption>Shares of this model’s sum for this lesion. They describe the calculation, not a cause.</caption>
        <thead>
          <tr>
            <th scope="col">Feature group</th>
            <th scope="col">Effect</th>
            <th scope="col">Share</th>
            <th scope="col">Features</th>
          </tr>
        </thead>
        <tbody>
          {groups.slice(0, SHOWN_GROUPS).map((group) => (
            <tr key={group.name}>
              <td data-column="Feature group">{group.name}</td>
              <td data-column="Effect">{group.contribution < 0 ? 'lowers' : 'raises'}</td>
              <td data-column="Share">{`${group.contribution < 0 ? '−' : '+'}${Math.abs(group.contribution).toFixed(2)}`}</td>
              <td data-column="Features">{group.features.join(', ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
