/**
 * The English phrases of which facts make sentences of their own ("IHC 2+, ISH not amplified (group 5)"; why a score was not
 * produced). A language file words each of them for its cards; what is left is numbers, dates and the record's own words.
 */
import { NOT_PRODUCED_TEXT } from './reasons.ts';

/** In which facts are written. */
export const FACT_LANGUAGE = 'en';

const RESULT = [
  'IHC 0, staining not stated',
  'IHC 0 without membrane staining',
  'IHC 0 with membrane staining (ultralow)',
  'HER2 positive, IHC score not stated',
  'HER2 negative, IHC score not stated',
  'HER2 equivocal, IHC score not stated',
  'HER2-low stated, IHC score not stated',
  'HER2-low (IHC 1+, or 2+ with ISH negative)',
  'HER2 result not readable as a score',
  ', overall result ',
  'ISH amplified',
  'ISH not amplified',
  'ISH equivocal',
  'ISH result not readable',
  'ISH ratio ',
  ', copies not found',
  '(group ',
  ' against ',
  ' by its group ',
  ' by its numbers',
  'stated ISH group ',
  ', the numbers give group ',
  'ISH group ',
  ' with IHC 2+ rests on a recount of at least 20 cells',
  '; undated result differs: ',
  '; result of ',
  ' differs: ',
  '; one record with two contents',
  ', side not stated',
  ', side contradictory',
  ', side not certain',
  ', may be of another cancer',
] as const;

const NOT_USED = [
  'HER2 result (',
  '(preliminary)',
  '(registered)',
  '(cancelled)',
  '(unknown)',
  '(dated in the future)',
  '(a quantity, not a score)',
  '(coded as HER2, named as another test)',
  '(not recognised as a HER2 test of tissue)',
  '(no result yet)',
  '(no result)',
  '(no exact number)',
  'a report mentions HER2 (text, not read)',
  'a pathology report is on file as a document (not read)',
  ' more HER2 results not listed',
] as const;

const IMAGING = [
  'left breast',
  'right breast',
  'pixel spacing ',
  'lesion area ',
  ' mm is outside ',
  ' mm2 is outside ',
  ' to ',
  ' image feature outside the range of the training lesions',
  ' image features outside the range of the training lesions',
  'the combination of features is unlike the training lesions',
] as const;

/** By what the sentence is about, since a phrase of one may stand in the record's own words of another. */
export const FACT_WORDS = {
  result: RESULT,
  notUsed: NOT_USED,
  imaging: [...IMAGING, ...Object.values(NOT_PRODUCED_TEXT)],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type FactSentence = keyof typeof FACT_WORDS;
