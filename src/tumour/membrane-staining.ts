/**
 * What the words beside IHC 0 say of membrane staining (EVIDENCE 1.1): absent, present (ultralow), or neither. Only staining of
 * the membrane counts: what is said of cytoplasm, background or the specimen says nothing, and leaves 0 "staining not stated".
 */

export interface MembraneStaining {
  readonly absent: boolean;
  readonly present: boolean;
}

const OTHER_CELLS = /\b(?:stroma\w*|benign|normal|non-?neoplastic|adjacent)\b/;
const OTHER_STAINING =
  /\b(?:cytoplasm\w*|nuclear|background|non-?specific|unspecific|counter-?stain\w*|artefact\w*|artifact\w*)\b/;
const WHAT_IS_ABSENT = String.raw`(?:(?:evidence|of|any|visible|detectable|discernible|observable|appreciable|perceptible|her-?2|protein|invasive|tumou?r|cells?|membran\w*|or|and|cytoplasmic|in) )*`;
const ABSENT = new RegExp(
  String.raw`\b(?:no|without|absent|absence of|lack of) ${WHAT_IS_ABSENT}stain|\bstain\w*(?: (?:is|was))? (?:absent|not (?:seen|detected|observed|identified|present))\b|^[\s/(-]*(?:absent|null)[\s).]*$`,
);
const PRESENT = /\b(?:with|shows?|showing)\b(?! (?:no|absent)\b).*\bmembran\w* stain|\bultra-?low\b/;
const WEAK_MEMBRANE =
  /^(?!.*\b(?:no|not|without|absent|absence|lack)\b).*\b(?:weak|faint|incomplete|partial)\b.*\bmembran\w* stain/;
const FAINT = /(?<!\b(?:no|without|not) )\b(?:faint|barely)\b/;

function isOfTumourMembrane(clause: string): boolean {
  return !OTHER_CELLS.test(clause) && (!OTHER_STAINING.test(clause) || /\bmembran/.test(clause));
}

/** @param comment normalised words after the score */
export function membraneStaining(comment: string): MembraneStaining {
  const clauses = comment.split(/[.;,]/).filter(isOfTumourMembrane);
  const isPattern = clauses.some((clause) => FAINT.test(clause)) && clauses.some((clause) => /\bincomplete\b/.test(clause));
  return {
    absent: clauses.some((clause) => ABSENT.test(clause)),
    present: isPattern || clauses.some((clause) => PRESENT.test(clause) || WEAK_MEMBRANE.test(clause)),
  };
}
