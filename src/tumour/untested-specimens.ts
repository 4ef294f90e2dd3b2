/** Tissue on file that no HER2 result is about (PATHWAY P4). */
import type { PatientRecord, UntestedSpecimen } from '../core/index.ts';
import { originOf } from './body-site.ts';
import { age, dated } from './dates.ts';
import { child, conceptText, conceptWords, selfReference, text } from './elements.ts';
import { collectionDay } from './specimens.ts';

const TISSUE_WORDS =
  /\b(?:tissue|biops\w*|tumou?r|core|excision|resect\w*|metasta\w*|block|paraffin|ffpe|lesion|mastectomy|lumpectomy)\b/;
const UNUSABLE = new Set(['entered-in-error', 'unavailable', 'unsatisfactory']);

/** Tissue specimens on file, newest first, that are not among those of the HER2 results (`tested`: references). */
export function untestedTissue(
  record: PatientRecord,
  tested: ReadonlySet<string | undefined>,
  today: string,
): readonly UntestedSpecimen[] {
  return record.specimens
    .flatMap((specimen): UntestedSpecimen[] => {
      const reference = selfReference(specimen, 'Specimen');
      if (tested.has(reference)) return [];
      const type = child(specimen, 'type');
      const usable = text(specimen, 'id') !== undefined && !UNUSABLE.has(text(specimen, 'status') ?? '');
      if (!usable || !TISSUE_WORDS.test(conceptWords(type))) return [];
      const collection = child(specimen, 'collection');
      const site = conceptText(child(collection, 'bodySite'));
      const name = [conceptText(type), site].filter((part) => part !== undefined).join(', ');
      const date = collectionDay([specimen], today);
      const origin = originOf([type, child(collection, 'bodySite')]);
      return [{ reference, text: name, ...dated(date), ...age(date, today), ...(origin === undefined ? {} : { origin }) }];
    })
    .sort((a, b) => compare(b.date ?? '', a.date ?? '') || compare(a.reference, b.reference));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
