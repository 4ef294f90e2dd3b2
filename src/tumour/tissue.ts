/** The tissue that a result is from. It is described where it is asked for: of thousands of results, few are shown. */
import type { Laterality } from '../core/index.ts';
import { conceptText, referenceOf, text } from './elements.ts';

/** What a reference to a Specimen, the Specimen and a body site say, whichever result refers to them. */
export interface Place {
  /** Key of the tissue; undefined where there is no specimen, so that the day of each result belongs to it. */
  readonly key: string | undefined;
  readonly reference: unknown;
  readonly sites: readonly unknown[];
  readonly type: unknown;
  readonly laterality: Laterality;
  readonly specimenUnread: boolean;
  /** Undefined where the tissue has the day of each result. */
  readonly collected: { readonly day: string | undefined } | undefined;
}

export class Tissue {
  /** Same key, same tissue. */
  readonly key: string;
  /** Breast, or the axilla and chest wall beside it; `unknown` for a distant organ. */
  readonly laterality: Laterality;
  /** The result refers to a Specimen that is not in the record, so that its side is not known; a distant organ needs none. */
  readonly specimenUnread: boolean;
  /**
   * Day of the tissue: collection where stated, else of the result. A collection that is in no calendar or in the future
   * leaves the tissue undated: the day of a late re-reading would make an old tissue the newest.
   */
  readonly date: string | undefined;
  readonly #place: Place;

  constructor(place: Place, date: string | undefined) {
    const { laterality, key } = place;
    this.key = key ?? `no specimen|${siteText(place) ?? ''}|${laterality}|${date ?? ''}`;
    this.laterality = laterality;
    this.specimenUnread = place.specimenUnread;
    this.date = date;
    this.#place = place;
  }

  /** `Specimen/...`, where the result refers to one. */
  get reference(): string | undefined {
    const reference = referenceOf(this.#place.reference);
    return reference?.startsWith('Specimen/') === true ? reference : undefined;
  }

  get specimen(): string | undefined {
    const { reference, type } = this.#place;
    return text(reference, 'display') ?? conceptText(type) ?? referenceOf(reference);
  }

  get site(): string | undefined {
    return siteText(this.#place);
  }

  /** Site, type and name of the specimen, from which organ and origin are read where they are needed. */
  get named(): readonly unknown[] {
    const { sites, type, reference } = this.#place;
    return [...sites, type, { text: text(reference, 'display') }];
  }
}

function siteText({ sites }: Place): string | undefined {
  for (const site of sites) {
    const found = conceptText(site);
    if (found !== undefined) return found;
  }
  return undefined;
}
