/** Early or metastatic as a coded or written value says it: AJCC in SNOMED CT or digits, UICC categories, else words. */
import type { Confidence } from '../core/index.ts';
import { codesOf, conceptWords, SNOMED } from './elements.ts';
import { stageOfCode } from './stage-codes.ts';
import { stageOfWords } from './stage-words.ts';

export interface FoundStage {
  readonly stage: 'early' | 'metastatic';
  readonly confidence: Confidence;
}

export function stageOfConcept(concept: unknown): FoundStage | undefined {
  const coded = codesOf(concept).flatMap(({ system, code }) => {
    if (system === SNOMED) return stageOfCode(code) ?? [];
    return stageOfAjcc(system, code) ?? stageOfWords(code.slice(0, 100).toLowerCase()) ?? [];
  });
  const worded = stageOfWords(conceptWords(concept).slice(0, 500));
  const all = [...coded, ...(worded === undefined ? [] : [worded])];
  const stage = all.includes('metastatic') ? 'metastatic' : all[0];
  return stage === undefined ? undefined : { stage, confidence: coded.length > 0 ? 'coded' : 'text' };
}

/** http://cancerstaging.org writes stage groups with digits: "3C", "4". */
function stageOfAjcc(system: string, code: string): 'early' | 'metastatic' | undefined {
  if (!system.includes('cancerstaging.org') || !/^[0-4][A-D]?\d?$/i.test(code)) return undefined;
  return code.startsWith('4') ? 'metastatic' : 'early';
}

export function stageOfText(written: string | undefined): FoundStage | undefined {
  const stage = stageOfWords((written ?? '').slice(0, 500).toLowerCase());
  return stage === undefined ? undefined : { stage, confidence: 'text' };
}

/** UICC and MII write the category without its letter: "0", "1", "1a". */
export function mCategory(value: unknown): FoundStage | undefined {
  const found = codesOf(value).flatMap(({ system, code }) =>
    /uicc|tnm/i.test(system) ? (/^[cp]?m?([01])[a-e]?(?:\(|$)/i.exec(code)?.[1] ?? []) : [],
  );
  if (found.length === 0) return undefined;
  return { stage: found.includes('1') ? 'metastatic' : 'early', confidence: 'coded' };
}
