/**
 * Reading FHIR elements without trusting their shape: what is absent or of another JSON type is undefined or an empty
 * list, never an exception. Elements are taken as unknown because records arrive through many converters.
 */

export interface Code {
  readonly system: string;
  readonly code: string;
  readonly display: string;
}

export type JsonObject = Readonly<Record<string, unknown>>;

const NO_ELEMENTS: JsonObject = {};

/**
 * A value whose elements are read by their names, `elements(value).code`: where ten thousand results are gone through, Node
 * finds a name that is written down several times faster than one that is handed over, as `child` and its like do.
 */
export function elements(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null ? (value as JsonObject) : NO_ELEMENTS;
}

/** Names are constants of this folder, and none is in every object (`constructor`). Data is never a key of an object literal. */
export function child(value: unknown, name: string): unknown {
  return elements(value)[name];
}

const NONE: readonly unknown[] = [];

export function listOf(found: unknown): readonly unknown[] {
  return Array.isArray(found) ? found : NONE;
}

export function children(value: unknown, name: string): readonly unknown[] {
  return listOf(child(value, name));
}

/** Undefined for a blank one. */
export function textOf(found: unknown): string | undefined {
  return typeof found === 'string' && !isBlank(found) ? found : undefined;
}

export function text(value: unknown, name: string): string | undefined {
  return textOf(child(value, name));
}

/** Trimming is a large part of reading a record, and nearly every string begins with a visible ASCII character. */
function isBlank(written: string): boolean {
  const first = written.charCodeAt(0);
  return !(first > 32 && first < 127) && written.trim() === '';
}

export const LOINC = 'http://loinc.org';
export const SNOMED = 'http://snomed.info/sct';

/** Systems as they are written in real records, to the one canonical spelling. */
const SYSTEM_ALIASES: ReadonlyMap<string, string> = new Map([
  ['loinc', 'http://loinc.org'],
  ['loinc.org', 'http://loinc.org'],
  ['urn:oid:2.16.840.1.113883.6.1', 'http://loinc.org'],
  ['sct', 'http://snomed.info/sct'],
  ['snomed', 'http://snomed.info/sct'],
  ['snomedct', 'http://snomed.info/sct'],
  ['snomed-ct', 'http://snomed.info/sct'],
  ['snomed.info/sct', 'http://snomed.info/sct'],
  ['urn:oid:2.16.840.1.113883.6.96', 'http://snomed.info/sct'],
  // mCODE writes concepts here until SNOMED International has released them under the same code.
  ['hl7.org/fhir/us/mcode/codesystem/snomed-requested-cs', 'http://snomed.info/sct'],
  ['atc', 'http://www.whocc.no/atc'],
  ['fhir.de/codesystem/bfarm/atc', 'http://www.whocc.no/atc'],
  ['urn:oid:2.16.840.1.113883.6.73', 'http://www.whocc.no/atc'],
  ['rxnorm', 'http://www.nlm.nih.gov/research/umls/rxnorm'],
  ['urn:oid:2.16.840.1.113883.6.88', 'http://www.nlm.nih.gov/research/umls/rxnorm'],
  ['urn:oid:2.16.840.1.113883.6.90', 'http://hl7.org/fhir/sid/icd-10-cm'],
  ['urn:oid:2.16.840.1.113883.6.3', 'http://hl7.org/fhir/sid/icd-10'],
]);

export function canonicalSystem(system: string): string {
  if (system === LOINC || system === SNOMED) return system;
  const bare = system.trim().replace(/\/+$/, '');
  const key = bare.toLowerCase().replace(/^https?:\/\//, '');
  return SYSTEM_ALIASES.get(key) ?? (key.startsWith('snomed.info/sct/') ? 'http://snomed.info/sct' : bare);
}

export function codingsOf(concept: unknown): readonly unknown[] {
  return listOf(elements(concept).coding);
}

export function codesOf(concept: unknown): readonly Code[] {
  const codes: Code[] = [];
  for (const coding of codingsOf(concept)) {
    const { code: written, system: from, display } = elements(coding);
    const code = textOf(written);
    if (code === undefined) continue;
    codes.push({ system: canonicalSystem(textOf(from) ?? ''), code: code.trim(), display: textOf(display) ?? '' });
  }
  return codes;
}

/** What a person reads: the text, else the first display. */
export function conceptText(concept: unknown): string | undefined {
  const own = textOf(elements(concept).text);
  if (own !== undefined) return own;
  for (const coding of codingsOf(concept)) {
    const display = textOf(elements(coding).display);
    if (display !== undefined) return display;
  }
  return undefined;
}

/** Normalising costs up to 18 characters for each one; names of codes are far shorter. */
const LONGEST_WORDS = 2000;

/** Text and all displays together, cut, lower case: for recognition by words only. Empty where there are none. */
export function conceptWords(concept: unknown): string {
  let words = textOf(elements(concept).text) ?? '';
  for (const coding of codingsOf(concept)) {
    const display = textOf(elements(coding).display);
    if (display !== undefined) words = words === '' ? display : `${words} ; ${display}`;
  }
  if (words === '') return '';
  const cut = words.slice(0, LONGEST_WORDS);
  // Nothing to normalise in ASCII, which most names are.
  return (/^[ -~]*$/.test(cut) ? cut : cut.normalize('NFKC')).toLowerCase();
}

/** `Type/id` of a reference, without server address and version. */
export function referenceOf(value: unknown): string | undefined {
  const reference = textOf(elements(value).reference);
  if (reference === undefined) return undefined;
  const first = reference.indexOf('/');
  if (first === reference.lastIndexOf('/')) return reference;
  return reference.split('/_history/')[0]!.split('/').slice(-2).join('/');
}

export function selfReference(resource: unknown, fallbackType: string): string {
  const type = textOf(elements(resource).resourceType) ?? fallbackType;
  const id = textOf(elements(resource).id);
  return id === undefined ? type : `${type}/${id}`;
}
