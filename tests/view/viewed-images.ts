/** What the viewer shows: sandbox fixtures, and where the folder beside the repository is there, real images of it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { deadlineIn, qualityRules, type StudyReference } from '../../src/core/index.ts';
import type { QualityInput } from '../../src/imaging/index.ts';
import {
  checkQuality,
  decodeColourFrame,
  filesArchive,
  greyOf,
  loadLesion,
  locateOutline,
  parseDicom,
  type QualityReport,
  qualityPicture,
  readQualityInput,
  TAG,
  ultrasoundGeometry,
} from '../../src/imaging/index.ts';
import { laneAvailable, sharedPath } from '../lanes.ts';

const SANDBOX = path.resolve(import.meta.dirname, '../../fixtures/sandbox');

export interface ViewedImage {
  readonly group: 'Sandbox fixtures' | 'Breast images beside the repository' | 'DICOM files beside the repository';
  readonly name: string;
  /** Reads it when it is looked at. */
  readonly read: () => Promise<Viewed>;
}

export type Viewed =
  | { readonly kind: 'viewed'; readonly input: QualityInput; readonly report: QualityReport; readonly outlined: boolean }
  | { readonly kind: 'not-viewed'; readonly why: string };

export function viewedImages(): readonly ViewedImage[] {
  const sandbox = readdirSync(SANDBOX)
    .filter((file) => file.endsWith('.us.dcm'))
    .map((file): ViewedImage => {
      const name = file.replace('.us.dcm', '');
      return { group: 'Sandbox fixtures', name, read: () => ofSandbox(name) };
    });
  return laneAvailable('shared') ? [...sandbox, ...breastImages(), ...dicomFiles()] : sandbox;
}

export async function pictureOf({ input, report }: Extract<Viewed, { kind: 'viewed' }>): Promise<Uint8Array> {
  return qualityPicture(input, report);
}

function breastImages(): readonly ViewedImage[] {
  return ['breast', 'busbra'].flatMap((set) => {
    const folder = sharedPath(`data/breast-us/sample/${set}`);
    if (!existsSync(folder)) return [];
    const masks = readdirSync(folder).filter((file) => file.endsWith('_mask.png'));
    return masks.map((mask): ViewedImage => {
      const name = mask.replace('_mask.png', '');
      const read = async (): Promise<Viewed> =>
        checked(
          await readQualityInput({
            image: readFileSync(path.join(folder, `${name}.png`)),
            mask: readFileSync(path.join(folder, mask)),
          }),
        );
      return { group: 'Breast images beside the repository', name, read };
    });
  });
}

function dicomFiles(): readonly ViewedImage[] {
  const folder = sharedPath('data/dicom');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.dcm'))
    .map(
      (name): ViewedImage => ({
        group: 'DICOM files beside the repository',
        name,
        read: () => withoutOutline(path.join(folder, name)),
      }),
    );
}

async function ofSandbox(name: string): Promise<Viewed> {
  const image = path.join(SANDBOX, `${name}.us.dcm`);
  const outline = path.join(SANDBOX, `${name}.seg.dcm`);
  if (!existsSync(outline)) return withoutOutline(image);
  const archive = filesArchive([readFileSync(image), readFileSync(outline)]);
  const [dataset] = archive.datasets;
  const study: StudyReference = {
    studyUid: dataset?.strings(TAG.StudyInstanceUid)[0] ?? '',
    archive: 'files:',
    patientIdentifiers: dataset?.strings(TAG.PatientId) ?? [],
    laterality: 'unknown',
    series: [],
  };
  const deadline = deadlineIn(10_000);
  const located = await locateOutline(study, archive, deadline);
  const loaded = 'kind' in located ? located : await loadLesion(located, archive, deadline);
  if (loaded.kind === 'lesion') return checked(loaded.quality);
  return { kind: 'not-viewed', why: loaded.reasons.map(({ code, detail }) => `${code} ${detail ?? ''}`).join(', ') };
}

function checked(input: QualityInput): Viewed {
  return { kind: 'viewed', input, report: checkQuality(input, qualityRules()), outlined: true };
}

/** Frame 1 with its regions; nothing is checked without an outline. */
async function withoutOutline(file: string): Promise<Viewed> {
  const object = parseDicom(readFileSync(file));
  if (object.kind === 'unreadable') return { kind: 'not-viewed', why: object.detail };
  const frame = await decodeColourFrame(object, 1);
  if (frame.kind === 'not-produced')
    return { kind: 'not-viewed', why: frame.reasons.map(({ detail }) => detail ?? '').join(', ') };
  const image = greyOf(frame);
  const whole = { minX: 0, minY: 0, maxX: image.width - 1, maxY: image.height - 1 };
  const { calibration, regions, staleRegions } = ultrasoundGeometry(object.attributes, whole);
  const input: QualityInput = {
    image,
    ...(frame.samples === 3 ? { colour: frame.pixels } : {}),
    mask: new Uint8Array(image.pixels.length),
    calibration,
    regions,
    staleRegions,
    laterality: 'unknown',
  };
  return { kind: 'viewed', input, report: { findings: [], flagged: {} }, outlined: false };
}
