/** What model this is: its statement, its card, its versions. */
import type { DetailsModel } from '../../src/core/index.ts';
import { Markdown } from './markdown.tsx';

export function ModelSection({ model }: { readonly model: DetailsModel }) {
  const { expressing, total } = model.lowBandResidual;
  return (
    <section className="panel" aria-labelledby="model">
      <h2 id="model">Model</h2>
      <p className="lead">{model.statement}</p>
      <p>
        In its validation, {expressing} of {total} lesions with a low score were HER2-expressing: a low score does not exclude
        HER2-low disease.
      </p>
      <details>
        <summary>Model card</summary>
        <Markdown text={model.card} headingLevel={3} />
      </details>
      <details>
        <summary>Versions</summary>
        <dl className="facts">
          <dt>Model</dt>
          <dd>
            {model.id} {model.version}
          </dd>
          <dt>Manifest SHA-256</dt>
          <dd className="uid">{model.sha256}</dd>
        </dl>
        {model.validation !== undefined && <pre>{JSON.stringify(model.validation, undefined, 2)}</pre>}
      </details>
    </section>
  );
}
