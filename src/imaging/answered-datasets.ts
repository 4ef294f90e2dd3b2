/** Data sets of a DICOM JSON answer (PS3.18 F.2): of a search, or of the metadata of one instance. */
import type { NotProduced } from '../core/index.ts';
import { notProduced } from '../core/index.ts';
import { allBytes, BadAnswer } from './archive-answer.ts';
import type { Answer } from './archive-request.ts';
import type { Attributes } from './attributes.ts';
import { jsonAttributes } from './json-attributes.ts';

/** QIDO-RS answers 204 where nothing matches. */
export async function readDatasets(response: Response, body: AsyncIterable<Uint8Array>): Promise<readonly Attributes[]> {
  const bytes = await allBytes(body);
  if (response.status === 204 || bytes.length === 0) return [];
  const value: unknown = JSON.parse(bytes.toString('utf8'));
  if (!Array.isArray(value)) throw new BadAnswer('JSON is not a list of data sets');
  return value.map((entry: unknown) => {
    const attributes = jsonAttributes(entry);
    if (attributes === undefined) throw new BadAnswer('JSON is not a list of data sets');
    return attributes;
  });
}

export function oneDataset(datasets: readonly Attributes[]): Answer<Attributes> | NotProduced {
  const [value, ...others] = datasets;
  return value === undefined || others.length > 0
    ? notProduced('archive-bad-answer', `${datasets.length} data sets for one instance`)
    : { kind: 'answer', value };
}
