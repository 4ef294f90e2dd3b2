/** Tissue facts, the largest part of the screen: one row a specimen, newest first; sides never merged (PATHWAY 3). */
import type { Her2Result, PathwayFacts } from '../../src/core/index.ts';
import { HER2_STATUS_WORDS, ISH_WORDS, lateralityWords, NOT_FOUND } from './status-words.ts';

export function PathologySection({ facts }: { readonly facts: PathwayFacts }) {
  const { her2, disease } = facts;
  return (
    <section className="panel" id="pathology" aria-labelledby="pathology-title" tabIndex={-1}>
      <h2 id="pathology-title">Pathology</h2>
      <p className="lead">
        HER2 from tissue: <CurrentStatus facts={facts} />
      </p>
      {her2.bilateralConflict && <p className="note">The two sides carry different HER2 status.</p>}
      {her2.results.length === 0 ? (
        <p>No final HER2 result was found in the record. Not found does not mean negative.</p>
      ) : (
        <ResultTable facts={facts} />
      )}
      {her2.pending.length > 0 && (
        <>
          <h3>Not used: not final, cancelled or of another kind</h3>
          <ul>
            {her2.pending.map((result) => (
              <li key={result.source}>
                {result.text}, {result.date ?? 'date not found'} <Source reference={result.source} />
              </li>
            ))}
          </ul>
        </>
      )}
      <dl className="facts">
        <dt>ER</dt>
        <dd>{receptor(facts.er)}</dd>
        <dt>PR</dt>
        <dd>{receptor(facts.pr)}</dd>
        <dt>Disease</dt>
        <dd>{disease.breastCancerText ?? (disease.breastCancer ? 'breast cancer' : NOT_FOUND)}</dd>
        <dt>Side</dt>
        <dd>{disease.laterality === 'unknown' ? NOT_FOUND : disease.laterality}</dd>
        <dt>Stage</dt>
        <dd>{receptor(disease.stage)}</dd>
      </dl>
      <Searched facts={facts} />
    </section>
  );
}

/** The result as reported first, the product's word for it second, where the two differ (EVIDENCE U15). */
function CurrentStatus({ facts }: { readonly facts: PathwayFacts }) {
  const { status, current } = facts.her2;
  const words = HER2_STATUS_WORDS[status];
  if (current === undefined) return <strong>{words}</strong>;
  return (
    <>
      <strong>{current.text}</strong>
      {words !== current.text && `; ${words}`}, {current.date ?? 'date not found'}
    </>
  );
}

function ResultTable({ facts }: { readonly facts: PathwayFacts }) {
  const { results, current } = facts.her2;
  return (
    <table className="results">
      <caption>HER2 results on file, newest first</caption>
      <thead>
        <tr>
          {['Date', 'Specimen and site', 'IHC', 'ISH', 'Status', 'As recorded'].map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {results.map((result) => (
          <ResultRow
            key={`${result.evidence[0]?.source}${result.date}${result.text}`}
            result={result}
            current={sameResult(result, current)}
          />
        ))}
      </tbody>
    </table>
  );
}

function ResultRow({ result, current }: { readonly result: Her2Result; readonly current: boolean }) {
  const raw = result.evidence.filter((evidence) => evidence.raw !== undefined);
  return (
    <tr>
      <td data-column="Date">{result.date ?? NOT_FOUND}</td>
      <td data-column="Specimen and site">
        {placeWords(result)}
        {result.lab !== undefined && <span className="quiet"> {result.lab}</span>}
      </td>
      <td data-column="IHC">{result.ihc ?? NOT_FOUND}</td>
      <td data-column="ISH">{result.ish === undefined ? NOT_FOUND : ISH_WORDS[result.ish]}</td>
      <td data-column="Status">
        {HER2_STATUS_WORDS[result.status]}
        {current && <span className="tag">current</span>}
      </td>
      <td data-column="As recorded">
        {raw.length === 0 && result.text}
        {raw.map((evidence) => (
          <span key={`${evidence.source}${evidence.path}`} className="recorded">
            “{evidence.raw}” <Source reference={evidence.source} />
          </span>
        ))}
      </td>
    </tr>
  );
}

/** Specimen, site and side, each said once: records often repeat the side in the site and the site in the specimen. */
function placeWords({ specimen, site, laterality }: Her2Result): string {
  return [specimen, site, lateralityWords(laterality)]
    .filter((part) => part !== undefined)
    .reduce(
      (said, part) => (said.toLowerCase().includes(part.toLowerCase()) ? said : [said, part].filter(Boolean).join(', ')),
      '',
    );
}

function Searched({ facts }: { readonly facts: PathwayFacts }) {
  if (facts.searched.length === 0) return null;
  const incomplete = facts.searched.filter((search) => !search.complete).map((search) => search.type);
  return (
    <p className="quiet">
      Read from the record: {facts.searched.map((search) => `${search.type} ${search.count}`).join(', ')}.
      {incomplete.length > 0 && <strong> Could not be read completely: {incomplete.join(', ')}.</strong>}
    </p>
  );
}

function Source({ reference }: { readonly reference: string }) {
  return <span className="source">{reference}</span>;
}

function sameResult(result: Her2Result, current: Her2Result | undefined): boolean {
  return current !== undefined && JSON.stringify(result) === JSON.stringify(current);
}

function receptor(status: string): string {
  return status === 'not-found' ? NOT_FOUND : status;
}
