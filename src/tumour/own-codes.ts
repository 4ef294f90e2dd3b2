/** Codes of this product, which concept maps of a site may have as their target. */

/**
 * HER2 IHC scores, of which LOINC has no "0 with membrane staining": 0, 0-absent, 0+, 1+, 2+, 3+; low (1+, or 2+ with ISH
 * negative), positive, negative, equivocal, indeterminate.
 */
export const IHC_SCORE_SYSTEM = 'https://her2-low-cds.example/fhir/CodeSystem/her2-ihc-score';
