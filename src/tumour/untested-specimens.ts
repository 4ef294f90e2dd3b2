/**
 * Tissue on file that no HER2 result or order is about (PATHWAY P4). Tissue of the other breast, or of an organ with cancers of
 * its own ("sigmoid colon") that is not stated to be a metastasis, says nothing of the disease being treated.
 */
import type { Laterality, PatientRecord, UntestedSpecimen } from '../core/index.ts';
import { originOf } from './body-site.ts';
import { age, dated } from './dates.ts';
import { child, codesOf, conceptText, conceptWords, SNOMED, selfReference, text } from './elements.ts';
import type { TissueIndex } from './specimens.ts';
import { isInDoubt, type Tissue } from './tissue.ts';

const TISSUE_WORDS =
  /\b(?:tissue|biops\w*|tumou?r|core|excision|resect\w*|metasta\w*|block|paraffin|ffpe|lesion|mastectomy|lumpectomy)\b|gewebe|biopsie|stanz|paraffin|exzis|resekt|metastase/;
/** Tissue specimen, biopsy specimen, biopsy specimen of breast: written without a display in many records. */
const TISSUE_CODES: ReadonlySet<string> = new Set(['119376003', '258415003', '122548005']);
const UNUSABLE = new Set(['entered-in-error', 'unavailable', 'unsatisfactory']);

export interface UntestedContext {
  /** References of the Specimens that have a HER2 result or order. */
  readonly testedOrOrdered: ReadonlySet<string | undefined>;
  readonly tissue: TissueIndex;
  /** Side being treated. */
  readonly disease: Laterality;
  readonly today: string;
}

/** Newest first. */
export function untestedTissue(record: PatientRecord, context: UntestedContext): readonly UntestedSpecimen[] {
  const { testedOrOrdered, tissue, disease, today } = context;
  return record.specimens
    .flatMap((specimen): UntestedSpecimen[] => {
      const reference = selfReference(specimen, 'Specimen');
      if (testedOrOrdered.has(reference) || !isUsable(specimen)) return [];
      const type = child(specimen, 'type');
      if (!isTissue(type)) return [];
      const found = tissue.tissueOfSpecimen(specimen);
      if (!isOfDisease(found, disease)) return [];
      const name = [conceptText(type) ?? 'Tissue specimen', found.site].filter((part) => part !== undefined).join(', ');
      const origin = originOf(found.named);
      const { date } = found;
      return [{ reference, text: name, ...dated(date), ...age(date, today), ...(origin === undefined ? {} : { origin }) }];
    })
    .sort((a, b) => compare(b.date ?? '', a.date ?? '') || compare(a.reference, b.reference));
}

function isUsable(specimen: unknown): boolean {
  return text(specimen, 'id') !== undefined && !UNUSABLE.has(text(specimen, 'status') ?? '');
}

function isTissue(type: unknown): boolean {
  return (
    TISSUE_WORDS.test(conceptWords(type)) || codesOf(type).some(({ system, code }) => system === SNOMED && TISSUE_CODES.has(code))
  );
}

function isOfDisease({ laterality, doubt }: Tissue, disease: Laterality): boolean {
  if (isInDoubt(doubt, disease)) return false;
  return disease === 'unknown' || laterality === 'unknown' || laterality === disease;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
