/** Of a service's queries those that choosing an imaging study needs; what tissue facts are made of is not read for it. */
const NEEDED = /^(Patient|ImagingStudy|Endpoint)\b/;

export interface RecordQueries {
  readonly queries: Readonly<Record<string, string>>;
  readonly required: ReadonlySet<string>;
}

export function imagingQueries({ queries, required }: RecordQueries): RecordQueries {
  const needed = Object.fromEntries(Object.entries(queries).filter(([, query]) => NEEDED.test(query)));
  return { queries: needed, required: new Set([...required].filter((key) => Object.hasOwn(needed, key))) };
}
