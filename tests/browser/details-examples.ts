/** Answers of /app/details as the service gives them, one for each state of the score. */
import type { DetailsLesion, DetailsResponse, ModelScore, PathwayFacts, ScoreState } from '../../src/core/index.ts';
import { encodePng } from '../../src/imaging/index.ts';
import { CHART_NOT_FOUND } from '../chart-not-found.ts';

export const PATIENT_ID = 'example-1';
export const PATIENT_NAME = 'Anna Beispiel';

const facts: PathwayFacts = {
  her2: {
    status: 'LOW',
    current: {
      status: 'LOW',
      ihc: '1+',
      site: 'liver metastasis',
      laterality: 'unknown',
      date: '2026-09-14',
      text: 'IHC 1+',
      evidence: [{ source: 'Observation/her2-2', path: 'Observation.value', confidence: 'text', raw: 'score 1+ (4B5)' }],
    },
    results: [
      {
        status: 'LOW',
        ihc: '1+',
        site: 'liver metastasis',
        laterality: 'unknown',
        date: '2026-09-14',
        text: 'IHC 1+',
        evidence: [{ source: 'Observation/her2-2', path: 'Observation.value', confidence: 'text', raw: 'score 1+ (4B5)' }],
      },
      { status: 'ZERO_UNSPECIFIED', ihc: '0', laterality: 'right', text: 'IHC 0, staining not stated', evidence: [] },
    ],
    pending: [{ text: 'IHC 2+ (preliminary)', date: '2026-11-20', source: 'Observation/her2-3' }],
    bilateralConflict: false,
  },
  untestedSpecimens: [],
  ...CHART_NOT_FOUND,
  er: 'positive',
  pr: 'not-found',
  hr: 'positive',
  disease: {
    breastCancer: true,
    breastCancerText: 'Carcinoma of right breast',
    laterality: 'right',
    suspiciousLesionWithBiopsy: false,
    stage: 'metastatic',
    evidence: [],
  },
  order: { class: 'none', her2InDraft: false, her2Active: false },
  searched: [{ type: 'Observation', count: 3, complete: true }],
  hook: 'patient-view',
  today: '2026-11-23',
  patientId: PATIENT_ID,
  imaging: { state: 'scored', codes: [], studyFound: true, outlineMissing: false },
};

const frame = await encodePng({ width: 200, height: 100, pixels: new Uint8Array(200 * 100).fill(0x60) });

/** 200 x 100 pixels, taller than wide in millimetres: rows are 0.3 mm apart, columns 0.1 mm. */
export const LESION: DetailsLesion = {
  width: 200,
  height: 100,
  png: `data:image/png;base64,${Buffer.from(frame).toString('base64')}`,
  rings: [[50, 25, 150, 25, 150, 75, 50, 75]],
  spacingMm: [0.1, 0.3],
  laterality: 'right',
  studyDate: '2026-10-02',
  outline: { author: 'human', sopInstanceUid: '1.2.3.4', segmentNumber: 1 },
  image: { sopInstanceUid: '1.2.3.3', frame: 1 },
};

const contributions = [
  { feature: 'wavelet-LH_glcm_Contrast', value: 3, standardised: 1, contribution: 0.62 },
  { feature: 'wavelet-HL_glcm_Idm', value: 3, standardised: 1, contribution: 0.1 },
  { feature: 'original_shape2D_Perimeter', value: 3, standardised: 1, contribution: -0.41 },
  { feature: 'original_firstorder_Entropy', value: 3, standardised: 1, contribution: 0.2 },
  { feature: 'original_glszm_ZoneEntropy', value: 3, standardised: 1, contribution: 0.01 },
];

export function scoredIn(band: 'low' | 'indeterminate' | 'high', probability: number, lower: number, upper: number): ModelScore {
  return { kind: 'scored', band, probability, interval: { lower, upper, level: 0.9 }, contributions };
}

export const UNCERTAIN: ModelScore = {
  kind: 'uncertain',
  probability: 0.5,
  interval: { lower: 0.31, upper: 0.69, level: 0.9 },
  contributions,
};

export function details(score: ScoreState | { kind: 'not-asked' }, change: Partial<DetailsResponse> = {}): DetailsResponse {
  return {
    patient: { name: PATIENT_NAME, birthDate: '1968-04-12', sex: 'female' },
    facts,
    score,
    model: {
      id: 'demonstration',
      version: '0.1.0',
      sha256: 'ab'.repeat(32),
      demonstration: true,
      statement: 'Demonstration model on simulated data, not for clinical use.',
      lowBandResidual: { expressing: 21, total: 52 },
      thresholds: { lower: 0.4, upper: 0.6 },
      card: '# Model card\n\n- one\n- two\n\n| split | AUC |\n|---|---|\n| validation | 0.80 |\n',
    },
    lesion: LESION,
    proposal: { summary: 'HER2-low on file: IHC 1+.', bullets: ['Found: IHC 1+, liver metastasis, 2026-09-14.'] },
    generatedAt: '2026-11-23T09:30:00Z',
    ...change,
  };
}

/** Facts for which nothing was found, and the words for a score that was not produced. */
export const NOTHING_FOUND: PathwayFacts = {
  ...facts,
  her2: { status: 'UNKNOWN', results: [], pending: [], bilateralConflict: false },
  er: 'not-found',
  searched: [{ type: 'Observation', count: 0, complete: false }],
  imaging: { ...facts.imaging, state: 'not-produced', codes: ['no-outline'], reasonText: 'no lesion outline' },
};
