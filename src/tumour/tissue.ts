/** The tissue that a result is from. It is described where it is asked for: of thousands of results, few are shown. */
import type { Laterality } from '../core/index.ts';
import { child, conceptText, referenceOf, text } from './elements.ts';
import type { SideDoubt } from './place-reading.ts';
import { identifierOf } from './specimen-lookup.ts';

/** What a reference to a Specimen, the Specimen and a body site say, whichever result refers to them. */
export interface Place {
  /** Key of the tissue; undefined where nothing identifies it, so that its description and the day of each result do. */
  readonly key: string | undefined;
  readonly reference: unknown;
  /** The Specimen; undefined where it is not in the record. */
  readonly specimen: unknown;
  readonly site: unknown;
  /** All that says where it is from: sites, types, the name in the reference, a code that names a side. */
  readonly named: readonly unknown[];
  readonly laterality: Laterality;
  readonly sideDoubt: SideDoubt | undefined;
  readonly otherCancer: boolean;
  /** Undefined where the tissue has the day of each result. */
  readonly collected: { readonly day: string | undefined } | undefined;
}

/** `side`: which breast it is of is not known although it matters. `origin`: it may be of another cancer than the breast's. */
export type TissueDoubt = 'side' | 'origin';

/** A result in doubt settles nothing. The side is of no importance where the disease being treated has none. */
export function isInDoubt(doubt: TissueDoubt | undefined, disease: Laterality): boolean {
  return doubt === 'origin' || (doubt === 'side' && disease !== 'unknown');
}

export class Tissue {
  /** Same key, same tissue. */
  readonly key: string;
  /**
   * Day of the tissue: collection where stated, else of the result. A collection that is in no calendar or in the future
   * leaves the tissue undated: the day of a late re-reading would make an old tissue the newest.
   */
  readonly date: string | undefined;
  readonly #place: Place;

  constructor(place: Place, date: string | undefined) {
    this.key = place.key ?? described(place, date);
    this.date = date;
    this.#place = place;
  }

  /** Breast, or the axilla and chest wall beside it; `unknown` for a distant organ. */
  get laterality(): Laterality {
    return this.#place.laterality;
  }

  /** Absent where the side is known, or is not that of a breast. */
  get sideDoubt(): SideDoubt | undefined {
    return this.#place.sideDoubt;
  }

  get doubt(): TissueDoubt | undefined {
    if (this.#place.otherCancer) return 'origin';
    return this.#place.sideDoubt === undefined ? undefined : 'side';
  }

  /** `Specimen/...`, where the result refers to one. */
  get reference(): string | undefined {
    const reference = referenceOf(this.#place.reference);
    return reference?.startsWith('Specimen/') === true ? reference : undefined;
  }

  get specimen(): string | undefined {
    const { reference, specimen } = this.#place;
    return text(reference, 'display') ?? conceptText(child(specimen, 'type')) ?? referenceOf(reference);
  }

  get site(): string | undefined {
    return conceptText(this.#place.site);
  }

  /** Site, type and name of the specimen, from which organ and origin are read where they are needed. */
  get named(): readonly unknown[] {
    return this.#place.named;
  }
}

/**
 * "Core biopsy" or "#specimen" identify nothing: the IHC and ISH of one tissue have the same words, side and day, and so may
 * two tissues of one day; those of another day are never taken for one.
 */
function described(place: Place, date: string | undefined): string {
  const { reference, specimen, site, laterality } = place;
  const called = text(reference, 'display') ?? conceptText(child(specimen, 'type'));
  const accession = identifierOf(child(specimen, 'accessionIdentifier'));
  return `described|${conceptText(site) ?? ''}|${called ?? ''}|${accession ?? ''}|${laterality}|${date ?? ''}`;
}
