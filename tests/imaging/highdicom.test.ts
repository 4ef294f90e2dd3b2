/** What this service writes is read by pydicom and highdicom at their strictest, and what highdicom writes is read here. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { deadlineIn, type StudyReference } from '../../src/core/index.ts';
import type { SegmentationToWrite } from '../../src/imaging/index.ts';
import {
  encodePng,
  fillPolygons,
  importImage,
  loadLesion,
  locateOutline,
  SOP_CLASS,
  segmentationOfDrawing,
  writeSegmentation,
  writeUltrasound,
} from '../../src/imaging/index.ts';
import { describeLane, highdicomPython } from '../lanes.ts';
import { memoryArchive } from './memory-archive.ts';

const [WIDTH, HEIGHT] = [37, 23];
const RING = [5, 4, 20, 3, 30, 12, 18, 20, 6, 15];
const MASK = fillPolygons([RING], WIDTH, HEIGHT);
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const study = { studyUid: '2.25.111', date: '2026-01-02', time: '101112', accessionNumber: 'A1' };
const patient = { id: 'P-1', name: 'Muster^Ännchen', birthDate: '1970-02-03', sex: 'F' } as const;
const ultrasound = writeUltrasound({
  patient,
  study,
  seriesUid: '2.25.115',
  sopInstanceUid: '2.25.114',
  laterality: 'right',
  image: { width: WIDTH, height: HEIGHT, samples: 1, pixels: Uint8Array.from(MASK, (value, at) => 40 + 90 * value + (at % 7)) },
  spacing: { xMm: 0.1, yMm: 0.1 },
});
const segmentation = (more: Partial<SegmentationToWrite> = {}): Uint8Array =>
  writeSegmentation({
    patient,
    study,
    seriesUid: '2.25.112',
    sopInstanceUid: '2.25.113',
    laterality: 'right',
    width: WIDTH,
    height: HEIGHT,
    mask: MASK,
    source: { sopInstanceUid: '2.25.114', seriesUid: '2.25.115' },
    author: { kind: 'human' },
    ...more,
  });
const reference: StudyReference = {
  studyUid: study.studyUid,
  archive: 'https://a.example',
  patientIdentifiers: ['P-1'],
  laterality: 'unknown',
  series: [],
};

describeLane('highdicom', 'segmentations and reports to and from highdicom', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'her2-highdicom-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const python = (script: string, ...args: readonly string[]): string =>
    execFileSync(highdicomPython() ?? '', [path.resolve(import.meta.dirname, '../servers/highdicom', script), ...args], {
      encoding: 'utf8',
    });
  const file = (name: string, bytes: Uint8Array): string => {
    const target = path.join(folder, name);
    writeFileSync(target, bytes);
    return target;
  };

  it('reads what is written here without a complaint, and finds the same outline of the same image', {
    timeout: 60_000,
  }, async () => {
    let uid = 500;
    const drawn = await segmentationOfDrawing(
      reference,
      {
        imageSopInstanceUid: '2.25.114',
        frame: 1,
        rings: [RING],
        made: { date: '2026-02-03', time: '040506' },
        creator: 'Rivera^Sam',
        trackingId: 'L1',
        trackingUid: '2.25.4242',
      },
      memoryArchive([ultrasound]),
      () => `2.25.${++uid}`,
      deadlineIn(5000),
    );
    if (drawn.kind === 'not-produced') throw new Error(JSON.stringify(drawn.reasons));
    const png = await encodePng({ width: WIDTH, height: HEIGHT, pixels: Uint8Array.from(MASK, (value) => 255 * value) });
    const imported = await importImage({
      image: png,
      mask: png,
      patient: { id: 'P-1' },
      study: { date: '2026-01-02' },
      laterality: 'unknown',
      seed: 'a',
      author: { kind: 'algorithm', name: 'net' },
    });
    const clip = {
      sopInstanceUid: '2.25.114',
      seriesUid: '2.25.115',
      sopClassUid: SOP_CLASS.ultrasoundMultiframeImage,
      frame: 3,
    };
    const read = JSON.parse(
      python(
        'read_segmentations.py',
        file('drawn.dcm', drawn.object),
        file('imported.dcm', imported.segmentation),
        file('clip.dcm', segmentation({ source: clip })),
      ),
    ) as Record<string, unknown>[];
    const [ofDrawing, ofImport, ofClip] = read;
    for (const { shape, sha256: hash, pixelArray, type, segments } of read)
      expect({ shape, hash, pixelArray, type, segments }).toEqual({
        shape: [HEIGHT, WIDTH],
        hash: sha256(MASK),
        pixelArray: sha256(MASK),
        type: 'BINARY',
        segments: 1,
      });
    expect(ofDrawing).toMatchObject({
      patient: ['P-1', 'Muster^Ännchen', '19700203'],
      algorithm: 'MANUAL',
      tracking: ['L1', '2.25.4242'],
      creator: 'Rivera^Sam',
      made: '20260203040506',
      source: ['2.25.111', '2.25.115', '2.25.114', 1],
    });
    expect(ofImport).toMatchObject({
      algorithm: 'AUTOMATIC',
      source: [imported.uids.studyUid, imported.uids.imageSeriesUid, imported.uids.imageSopInstanceUid, 1],
    });
    expect(ofClip).toMatchObject({ source: ['2.25.111', '2.25.115', '2.25.114', 3] });
  });

  it('what it writes on an ultrasound image is read here as the same lesion', { timeout: 60_000 }, async () => {
    python('write_outlines.py', file('image.dcm', ultrasound), file('mask.bin', MASK), folder);
    const columns = [...MASK].flatMap((value, at) => (value === 1 ? [at % WIDTH] : []));
    const rows = [...MASK].flatMap((value, at) => (value === 1 ? [Math.floor(at / WIDTH)] : []));
    const [left, right, top, bottom] = [Math.min(...columns), Math.max(...columns) + 1, Math.min(...rows), Math.max(...rows) + 1];
    const box = fillPolygons([[left, top, right, top, right, bottom, left, bottom]], WIDTH, HEIGHT);
    for (const name of ['binary', 'fractional', 'labelmap', 'rle', 'report']) {
      const archive = memoryArchive([ultrasound, readFileSync(path.join(folder, `${name}.dcm`))]);
      const located = await locateOutline(reference, archive, deadlineIn(5000));
      if ('kind' in located) throw new Error(`${name}: ${JSON.stringify(located.reasons)}`);
      const loaded = await loadLesion(located, archive, deadlineIn(5000));
      if (loaded.kind === 'not-produced') throw new Error(`${name}: ${JSON.stringify(loaded.reasons)}`);
      expect(Buffer.from(loaded.lesion.mask).equals(name === 'report' ? box : MASK), name).toBe(true);
      expect(loaded.lesion, name).toMatchObject({
        laterality: 'right',
        source: {
          outlineKind: name === 'report' ? 'dicom-sr' : 'dicom-seg',
          outlineAuthor: 'human',
          trackingId: 'L1',
          trackingUid: '2.25.4242',
          ...(name === 'fractional' ? { threshold: 0.5 } : {}),
        },
      });
    }
  });
});
