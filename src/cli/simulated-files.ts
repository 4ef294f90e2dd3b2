/** What lies in the folder of a simulated cohort beside its images: names of files, the table, the configuration, the notice. */
import { type CohortPatient, type CohortRecipe, HER2_MIX } from '../simulator/index.ts';
import { csvLine } from './csv.ts';

/** Of one lesion: image, outline, outlines of other readers. */
export function lesionFiles({ id, readers }: CohortPatient): readonly string[] {
  const others = Array.from({ length: readers - 1 }, (_, i) => `images/${id}-mask${i + 2}.png`);
  return [`images/${id}.png`, `images/${id}-mask.png`, ...others];
}

const COLUMNS =
  'patient,lesion,site,device,split,image,mask,spacing,ihc,ish,her2_source,ultrasound_date,her2_date,age,size_mm'.split(',');

/** Columns mask2, mask3 ... as many as any lesion has. */
export function cohortTable(patients: readonly CohortPatient[]): string {
  const readers = Math.max(...patients.map((patient) => patient.readers));
  const masks = Array.from({ length: readers - 1 }, (_, i) => i + 2);
  const rows = patients.map((patient) => {
    const { parameters, ihc, ish = '', ultrasoundDate, her2Date, age, sizeMm } = patient;
    const [image = '', mask = '', ...others] = lesionFiles(patient);
    const who = [patient.id, '1', patient.centre, parameters.scanner.id, patient.split, image, mask];
    const what = [parameters.scanner.spacingMm, ihc, ish, 'simulated', ultrasoundDate, her2Date, age, sizeMm].map(String);
    return csvLine([...who, ...what, ...masks.map((_, i) => others[i] ?? '')]);
  });
  return [csvLine([...COLUMNS, ...masks.map((reader) => `mask${reader}`)]), ...rows].join('');
}

export function trainingConfig({ effect, seed }: CohortRecipe): string {
  return `# Training on the simulated cohort of this folder: her2-cds train --cohort cohort.csv --config train.yaml --out bundle
model:
  id: simulated-her2
  version: 0.1.0
  title: HER2 radiomics score of a simulated cohort
  demonstration: true
  statement: Demonstration model on simulated data, not for clinical use.
  intendedUse: >-
    Demonstration and test of this software only. Fitted on simulated images with ${effect === 0 ? 'no' : 'an invented'} effect of HER2 expression
    (seed ${seed}); it says nothing about any patient and must not be used for care.
preprocessing:
  setting: { normalize: true, normalizeScale: 100, binWidth: 5, preCrop: true, padDistance: 10 }
  imageType: { Original: {}, Wavelet: {} }
  featureClass: { firstorder: [], shape2D: [], glcm: [], glrlm: [] }
endpoint: zero-vs-rest
pipeline:
  mrmr: { count: 20 }
  clinical: [age, size_mm]
`;
}

export function licenceNote({ patients, seed, effect, readers }: CohortRecipe): string {
  const mix = HER2_MIX.map(({ ihc, ish, share }) => `IHC ${ihc}${ish === undefined ? '' : ` (ISH ${ish})`} ${share} %`).join(
    ', ',
  );
  return `# Simulated cohort

Everything in this folder is simulated. No image, outline, date or HER2 result belongs to a person, and no real image was
used to make one. Nothing here says anything about real tumours; a model trained on it must not be used for care.

- ${patients.training} patients for training, ${patients.validation} for validation, ${patients.external} for external test; seed ${seed}.
- Centre A (scanner linear-a) and centre B (linear-b, some linear-a) share training and validation; centre C (linear-c) is
  the external test. The scanners are invented styles that differ in resolution, spacing, dynamic range and grey curve.
- HER2: ${mix}, in every split. An assumption, not the make-up of a published cohort.
- ${effect === 0 ? 'HER2 expression (1+ and more) changes nothing in the images.' : `HER2 expression (1+ and more) moves speckle statistics, echogenicity, margin and shadowing by ${effect} standard deviations each. This effect is an invention.`}
- Outlines: one of each lesion${readers > 1 ? `, ${readers} of every third training lesion (columns mask, mask2 ...)` : ''}.

cohort.csv and train.yaml are what \`her2-cds train\` takes. Made by \`her2-cds simulate\` of her2-low-cds. Licence: Apache-2.0.
`;
}
