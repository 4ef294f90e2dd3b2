/**
 * A folder of writeDrawnCohort in an archive, and a table that names its studies instead of its files. With a FHIR server every other
 * row names an ImagingStudy; where a second reader's outline is there, both outlines are named.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseCsv } from '../../src/cli/csv.ts';
import { deadlineIn } from '../../src/core/index.ts';
import { imagingStudyBundle } from '../../src/fhir/index.ts';
import { createDicomweb, importImage, readMask, uidFromSeed, writeSegmentation } from '../../src/imaging/index.ts';

export interface CohortArchive {
  readonly archive: string;
  readonly authorization?: string;
  readonly fhir?: string;
  /** Tells runs on one server apart. */
  readonly run: string;
}

export interface ArchivedRow {
  readonly patient: string;
  /** DICOM PatientID. */
  readonly patientId: string;
  readonly studyUid: string;
  readonly imageUid: string;
  readonly imageSeriesUid: string;
  readonly outlineSeriesUid: string;
  /** The first reader's first. */
  readonly outlineUids: readonly string[];
  readonly imagingStudyId: string | undefined;
}

/** Writes `folder`/studies.csv and gives its rows. */
export async function archiveDrawnCohort(folder: string, servers: CohortArchive): Promise<readonly ArchivedRow[]> {
  const [header = [], ...table] = parseCsv(readFileSync(path.join(folder, 'cohort.csv'), 'utf8'));
  const at = (name: string): number => header.indexOf(name);
  const columns = ['patient', 'site', 'split', 'ihc', 'her2_source', 'age', 'size_mm'];
  const lines = [[...columns, 'dicom_patient', 'study', 'imaging_study', 'outline', 'outline2'].join(',')];
  const rows: ArchivedRow[] = [];
  for (const [i, fields] of table.entries()) {
    const value = (name: string): string => fields[at(name)] ?? '';
    const row = await archived(folder, value, servers, i % 2 === 0);
    rows.push(row);
    const [first = '', second = ''] = row.outlineUids.length > 1 ? row.outlineUids : [];
    const { imagingStudyId: id } = row;
    lines.push(
      [
        ...columns.map(value),
        row.patientId,
        id === undefined ? row.studyUid : '',
        id === undefined ? '' : `ImagingStudy/${id}`,
        first,
        second,
      ].join(','),
    );
  }
  writeFileSync(path.join(folder, 'studies.csv'), `${lines.join('\n')}\n`);
  return rows;
}

async function archived(
  folder: string,
  value: (column: string) => string,
  { archive, authorization, fhir, run }: CohortArchive,
  described: boolean,
): Promise<ArchivedRow> {
  const read = (name: string): Uint8Array => new Uint8Array(readFileSync(path.join(folder, value(name))));
  const spacing = Number(value('spacing'));
  const patient = { id: `MRN-${run}-${value('patient')}`, name: 'Invented^Person' };
  const study = { date: '2026-01-02', description: 'Breast ultrasound' };
  const imported = await importImage({
    image: read('image'),
    mask: read('mask'),
    spacing: { xMm: spacing, yMm: spacing },
    patient,
    study,
    laterality: 'left',
    seed: `${run}|${value('patient')}`,
    author: { kind: 'human' },
  });
  const { uids } = imported;
  const objects = [imported.ultrasound, imported.segmentation];
  const outlineUids = [uids.segmentationSopInstanceUid];
  if (value('mask2') !== '') {
    const sopInstanceUid = uidFromSeed(`${run}|${value('patient')}|second`);
    outlineUids.push(sopInstanceUid);
    objects.push(
      writeSegmentation({
        patient,
        study: { ...study, studyUid: uids.studyUid },
        seriesUid: uidFromSeed(`${run}|${value('patient')}|second series`),
        sopInstanceUid,
        laterality: 'left',
        width: 96,
        height: 96,
        mask: await readMask(read('mask2'), { width: 96, height: 96 }),
        source: {
          sopClassUid: uids.imageSopClassUid,
          sopInstanceUid: uids.imageSopInstanceUid,
          seriesUid: uids.imageSeriesUid,
        },
        author: { kind: 'human' },
      }),
    );
  }
  const dicomweb = createDicomweb({ allow: [{ base: archive, ...(authorization === undefined ? {} : { authorization }) }] });
  const stored = await dicomweb.store(archive, objects, deadlineIn(20_000));
  await dicomweb.close();
  if (stored.kind !== 'answer') throw new Error(JSON.stringify(stored.reasons));
  return {
    patient: value('patient'),
    patientId: patient.id,
    studyUid: uids.studyUid,
    imageUid: uids.imageSopInstanceUid,
    imageSeriesUid: uids.imageSeriesUid,
    outlineSeriesUid: uids.segmentationSeriesUid,
    outlineUids,
    imagingStudyId: fhir === undefined || !described ? undefined : await registered(fhir, archive, patient.id, uids),
  };
}

async function registered(
  fhir: string,
  archive: string,
  patientId: string,
  uids: Awaited<ReturnType<typeof importImage>>['uids'],
): Promise<string> {
  const id = patientId.toLowerCase();
  await send(`${fhir}/Patient/${id}`, 'PUT', { resourceType: 'Patient', id, identifier: [{ value: patientId }] });
  const of = (kind: 'image' | 'segmentation') => ({
    seriesUid: uids[`${kind}SeriesUid`],
    sopInstanceUid: uids[`${kind}SopInstanceUid`],
    sopClassUid: uids[`${kind}SopClassUid`],
  });
  const series = [
    { modality: 'US' as const, ...of('image') },
    { modality: 'SEG' as const, ...of('segmentation') },
  ];
  const { studyUid } = uids;
  const bundle = imagingStudyBundle({ patientId: id, studyUid, date: '2026-01-02', laterality: 'left', archive, series });
  const answer = (await send(fhir, 'POST', bundle)) as { entry?: { response?: { location?: string } }[] };
  const created = /ImagingStudy\/([^/]+)/.exec(answer.entry?.[1]?.response?.location ?? '')?.[1];
  if (created === undefined) throw new Error('the FHIR server gave no location of the ImagingStudy');
  return created;
}

async function send(url: string, method: string, body: unknown): Promise<unknown> {
  const headers = { 'content-type': 'application/fhir+json', accept: 'application/fhir+json' };
  const response = await fetch(url, { method, headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${await response.text()}`);
  return response.json();
}
