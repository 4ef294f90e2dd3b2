/** Cohorts whose rows name studies: pixels, outlines and spacing of archives are those of the files they were made of. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { imagesOfStudies } from '../../src/cli/cohort-images.ts';
import { parseCsv } from '../../src/cli/csv.ts';
import { qualityRules } from '../../src/core/index.ts';
import { readImageRegion } from '../../src/imaging/index.ts';
import { loadModel } from '../../src/model/index.ts';
import { type Cohort, parseCohort, parseEndpoint } from '../../src/training/index.ts';
import { her2cds } from '../cli/run-her2-cds.ts';
import { describeLane } from '../lanes.ts';
import { type RunningSandbox, startSandbox } from '../sandbox/running-sandbox.ts';
import { startHapi, startOrthanc } from '../servers/index.ts';
import { type ArchivedRow, archiveDrawnCohort } from './archive-drawn-cohort.ts';
import { writeDrawnCohort } from './write-drawn-cohort.ts';

interface Servers {
  readonly archive: string;
  readonly fhir?: string;
  readonly authorization?: string;
  stop(): Promise<void>;
}

const rules = qualityRules();

const cohortOf = (table: readonly (readonly string[])[]): Cohort =>
  parseCohort(table, { endpoint: parseEndpoint('zero-vs-rest'), seed: 1 });
const cohortIn = (file: string): Cohort => cohortOf(parseCsv(readFileSync(file, 'utf8')));

function temporary(): { folder: string; file: (name: string) => string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'her2-studies-'));
  return { folder, file: (name) => path.join(folder, name) };
}

/** Everything that features are computed from. */
async function regionsOf({ members }: Pick<Cohort, 'members'>, folder: string) {
  const read = (name: string): Uint8Array => new Uint8Array(readFileSync(path.resolve(folder, name)));
  return Promise.all(
    members.map(async ({ id, lesion: { image = '', mask = '', otherMasks, spacing } }) => ({
      id,
      spacing,
      readings: await Promise.all(
        [mask, ...otherMasks].map(async (own) => {
          const region = await readImageRegion({ image: read(image), mask: read(own), label: 'any' });
          return { ...region.image, pixels: Buffer.from(region.image.pixels), mask: Buffer.from(region.mask) };
        }),
      ),
    })),
  );
}

function sameAsFiles(start: () => Promise<Servers>): void {
  it('pixels, outlines of both readers and spacing are those of the files, and no server is asked twice', async () => {
    const servers = await start();
    onTestFinished(() => servers.stop());
    const { folder, file } = temporary();
    onTestFinished(() => rmSync(folder, { recursive: true }));
    await writeDrawnCohort(folder, { lesions: 6 });
    await archiveDrawnCohort(folder, { ...servers, run: `${process.pid}-${Date.now()}` });
    const { archive, authorization, fhir } = servers;
    writeFileSync(
      file('servers.json'),
      JSON.stringify({ dicomweb: [{ base: archive, ...(authorization === undefined ? {} : { authorization }) }] }),
    );
    const { members } = cohortIn(file('studies.csv'));
    const options = { cohort: file('studies.csv'), work: file('work'), rules, servers: file('servers.json') };
    const asked = { ...options, ...(fhir === undefined ? {} : { fhir }) };
    const found = await imagesOfStudies(members, asked);
    expect(found.failed).toEqual([]);
    const expected = await regionsOf(cohortIn(file('cohort.csv')), folder);
    expect(await regionsOf(found, folder)).toEqual(expected);

    const kept = readdirSync(file('work/studies'), { recursive: true, encoding: 'utf8' });
    const records = kept
      .filter((name) => name.endsWith('.json'))
      .map((name) => readFileSync(file(`work/studies/${name}`), 'utf8'));
    expect(records).toHaveLength(6);
    expect(records.join('')).not.toMatch(/MRN|Invented|2\.25\.|2026-?01/);

    const never = vi.spyOn(globalThis, 'fetch').mockRejectedValue(new Error('asked again'));
    onTestFinished(() => never.mockRestore());
    await servers.stop();
    expect(await imagesOfStudies(members, asked)).toEqual(found);
  }, 240_000);
}

describe('studies of the embedded servers', () => {
  sameAsFiles(async () => {
    const { fhir, dicomweb, stop } = await startSandbox();
    return { fhir, archive: dicomweb, stop };
  });
});

describeLane('orthanc', 'studies of Orthanc', () => {
  sameAsFiles(async () => {
    const { base, authorization, stop } = await startOrthanc();
    return { archive: base, authorization, stop };
  });
});

describeLane('hapi', 'studies described by HAPI', () => {
  sameAsFiles(async () => {
    const [hapi, sandbox] = await Promise.all([startHapi(), startSandbox()]);
    return {
      fhir: hapi.base,
      archive: sandbox.dicomweb,
      stop: async () => {
        await Promise.all([hapi.stop(), sandbox.stop()]);
      },
    };
  });
});

describe('rows that name studies', () => {
  const { folder, file } = temporary();
  let sandbox: RunningSandbox;
  let rows: readonly ArchivedRow[];
  let said: string[];

  beforeAll(async () => {
    sandbox = await startSandbox();
    await writeDrawnCohort(folder, { lesions: 3 });
    rows = await archiveDrawnCohort(folder, { archive: sandbox.dicomweb, fhir: sandbox.fhir, run: 'rows' });
  });
  afterAll(async () => {
    await sandbox.stop();
    rmSync(folder, { recursive: true });
  });

  /** One row after the other, each with a work folder of its own name. */
  async function fetched(fields: Readonly<Record<string, string>>, servers: object = {}) {
    said = [];
    const write = vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
    const { members, rejected } = cohortOf([
      ['patient', 'split', 'ihc', ...Object.keys(fields)],
      ['first', 'train', '0', ...Object.keys(fields).map(() => '')],
      ['Ö', 'train', '0', ...Object.values(fields)],
    ]);
    if (rejected.length > 0) return rejected[0]?.reason;
    const options = { cohort: file('t.csv'), work: file('work'), rules, dicomweb: sandbox.dicomweb, fhir: sandbox.fhir };
    const images = await imagesOfStudies(members.slice(1), { ...options, ...servers }).finally(() => write.mockRestore());
    return images.failed[0] ?? images.members[0];
  }
  const study = (i: number) => ({ study: rows[i]?.studyUid ?? '', dicom_patient: rows[i]?.patientId ?? '' });

  it.each<[string, () => Record<string, string>, string]>([
    ['files beside a study', () => ({ ...study(1), image: 'a.png', mask: 'b.png' }), 'it gives files (image, mask) and a study'],
    ['an outline without a study', () => ({ outline: '1.2.3' }), 'outline: names nothing without a column study'],
    ['an address', () => ({ imaging_study: 'http://elsewhere/ImagingStudy/1' }), 'is not a relative reference ImagingStudy/id'],
    ['a study that is no UID', () => ({ study: 'trial 7' }), 'study: "trial 7" is not a DICOM UID'],
    ['a second outline without a first', () => ({ ...study(1), outline2: '1.2.3' }), 'outline: is empty where other readers'],
    ['a study that is not there', () => ({ study: '1.2.3' }), 'no lesion outline'],
    ['a study of another patient', () => ({ study: rows[1]?.studyUid ?? '' }), 'could not be matched to this patient'],
    ['an ImagingStudy that is not there', () => ({ imaging_study: 'ImagingStudy/absent' }), 'no breast ultrasound study found'],
    ['an outline of another study', () => ({ ...study(1), outline: rows[0]?.outlineUids[0] ?? '' }), 'does not fit the image'],
    ['another image', () => ({ ...study(1), instance: '1.2.3' }), 'does not fit the image'],
    ['two outlines', () => study(0), 'several lesion outlines, none chosen'],
  ])('%s leaves the row out with its reason', async (_, fields, reason) => {
    expect(await fetched(fields())).toContain(reason);
  });

  it('names the outlines to choose from, and no patient', async () => {
    await fetched(study(0));
    const [first, second] = rows[0]?.outlineUids ?? [];
    expect(said.join('')).toMatch(/^row 3 left out: /);
    expect(said.join('')).toContain('add a column outline with one of ');
    for (const uid of [first, second]) expect(said.join('')).toContain(`${uid}#1 (dicom-seg, human)`);
    expect(said.join('')).not.toMatch(/MRN|Invented/);
  });

  it.each<[string, () => Record<string, string>]>([
    ['an object', () => ({ ...study(0), outline: rows[0]?.outlineUids[1] ?? '' })],
    ['an object and its segment', () => ({ ...study(0), outline: `${rows[0]?.outlineUids[1]}#1` })],
    ['a series', () => ({ ...study(0), outline: rows[0]?.outlineSeriesUid ?? '' })],
    ['nothing where there is one, on the image of a series', () => ({ ...study(1), series: rows[1]?.imageSeriesUid ?? '' })],
    [
      'an ImagingStudy',
      () => ({ imaging_study: `ImagingStudy/${rows[2]?.imagingStudyId}`, outline: rows[2]?.outlineUids[0] ?? '' }),
    ],
  ])('an outline is chosen by %s', async (_, fields) => {
    expect(await fetched(fields())).toMatchObject({ lesion: { spacing: { xMm: 0.2, yMm: 0.2 } } });
  });

  it('one patient of the archive under two patients of the table is refused, by row', async () => {
    const { members } = cohortOf([
      ['patient', 'split', 'ihc', 'study', 'imaging_study', 'outline', 'dicom_patient'],
      ['A', 'train', '0', rows[0]?.studyUid ?? '', '', rows[0]?.outlineUids[0] ?? '', rows[0]?.patientId ?? ''],
      ['B', 'val', '0', '', `ImagingStudy/${rows[0]?.imagingStudyId}`, rows[0]?.outlineUids[1] ?? '', ''],
      ['C', 'val', '0', rows[1]?.studyUid ?? '', '', '', rows[1]?.patientId ?? ''],
    ]);
    const options = { cohort: file('t.csv'), work: file('again'), rules, dicomweb: sandbox.dicomweb, fhir: sandbox.fhir };
    const refused = 'rows 2 and 3 are of one patient in the archive';
    await expect(imagesOfStudies(members, options)).rejects.toThrow(refused);
    await expect(imagesOfStudies(members, options)).rejects.toThrow(refused);
  });

  it('is refused too where the key of the hashes was lost in between, and an image that was lost is fetched again', async () => {
    const { members } = cohortOf([
      ['patient', 'split', 'ihc', 'study', 'imaging_study', 'outline', 'dicom_patient'],
      ['A', 'train', '0', rows[0]?.studyUid ?? '', '', rows[0]?.outlineUids[0] ?? '', rows[0]?.patientId ?? ''],
      ['B', 'val', '0', '', `ImagingStudy/${rows[0]?.imagingStudyId}`, rows[0]?.outlineUids[1] ?? '', ''],
    ]);
    const options = { cohort: file('t.csv'), work: file('lost'), rules, dicomweb: sandbox.dicomweb, fhir: sandbox.fhir };
    const found = await imagesOfStudies(members.slice(0, 1), options);
    const image = path.resolve(folder, found.members[0]?.lesion.image ?? '');
    rmSync(image);
    expect(await imagesOfStudies(members.slice(0, 1), options)).toEqual(found);
    expect(existsSync(image)).toBe(true);
    rmSync(file('lost/studies/subject.key'));
    await expect(imagesOfStudies(members, options)).rejects.toThrow('rows 2 and 3 are of one patient in the archive');
  });

  it('a spacing of the table that is not that of the image is refused with both', async () => {
    expect(await fetched({ ...study(1), spacing: '0.3' })).toBe('the spacing of the table is not that of the image');
    expect(said.join('')).toContain('row 3 left out: spacing: the table says 0.3 x 0.3 mm, the image 0.2 x 0.2 mm');
    expect(await fetched({ ...study(1), spacing: '0.2001' })).toMatchObject({ lesion: { spacing: { xMm: 0.2, yMm: 0.2 } } });
  });

  it('a server that no option names is asked for, and an archive outside the list is not contacted', async () => {
    await expect(fetched(study(1), { dicomweb: undefined })).rejects.toThrow('row 3 names a DICOM study: say with --dicomweb');
    const byFhir = { imaging_study: `ImagingStudy/${rows[2]?.imagingStudyId}` };
    await expect(fetched(byFhir, { fhir: undefined })).rejects.toThrow('row 3 names an ImagingStudy: say with --fhir');
    expect(await fetched(byFhir, { dicomweb: 'http://127.0.0.1:9/other' })).toBe(
      'the image archive is not on the allow-list of this service',
    );
  });

  it('stops where nobody answers, instead of leaving out every row', async () => {
    const { members } = cohortOf([
      ['patient', 'split', 'ihc', 'study'],
      ...Array.from({ length: 12 }, (_, i) => [`P${i}`, 'train', '0', `1.2.${i}`]),
    ]);
    const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    onTestFinished(() => write.mockRestore());
    const asked = { cohort: file('t.csv'), work: file('nobody'), rules, dicomweb: 'http://127.0.0.1:9/dicom-web' };
    await expect(imagesOfStudies(members, asked)).rejects.toThrow('rows in a row got no usable answer');
  });
});

describe('her2-cds train', () => {
  it('makes a bundle of a cohort that names studies', async () => {
    const { folder, file } = temporary();
    const sandbox = await startSandbox();
    onTestFinished(async () => {
      await sandbox.stop();
      rmSync(folder, { recursive: true });
    });
    await writeDrawnCohort(folder, { lesions: 30 });
    await archiveDrawnCohort(folder, { archive: sandbox.dicomweb, fhir: sandbox.fhir, run: 'train' });
    writeFileSync(
      file('train.yaml'),
      `model: { id: studies, version: 1.0.0, title: Drawn images in an archive, demonstration: true }
preprocessing: { setting: { binWidth: 10 }, featureClass: { shape2D: [PixelSurface], firstorder: [Mean, Entropy] } }
pipeline: { nested: { folds: 0 }, stability: { perturbations: { count: 0 } }, refits: { bootstrapSamples: 0, permutations: 0, leaveOneSiteOut: false } }
`,
    );
    const given = ['--cohort', file('studies.csv'), '--config', file('train.yaml'), '--out', file('bundle'), '--workers', '1'];
    const run = await her2cds('train', ...given, '--dicomweb', sandbox.dicomweb, '--fhir', sandbox.fhir);
    expect(run).toMatchObject({ code: 0 });
    const { manifest } = await loadModel(file('bundle'));
    expect(manifest.worksWithoutSpacing).toBeUndefined();
    expect(readFileSync(file('bundle/validation.json'), 'utf8')).toContain('With image and outline');
  }, 90_000);
});
