/** What the image quality gate found and did not block on: it belongs beside the score. */
import type { QualityFinding } from '../../src/core/index.ts';

export function QualityNotes({ findings }: { readonly findings: readonly QualityFinding[] }) {
  const warnings = findings.filter(({ severity }) => severity === 'warns');
  if (warnings.length === 0) return null;
  return (
    <section aria-labelledby="quality">
      <h3 id="quality">About this image</h3>
      <ul>
        {warnings.map(({ code, text, measured, limit }) => (
          <li key={`${code} ${measured}`}>
            {text}: {measured}
            {limit !== undefined && ` (limit ${limit})`}
          </li>
        ))}
      </ul>
    </section>
  );
}
