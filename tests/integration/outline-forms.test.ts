/**
 * One lesion in Orthanc in every lossless form of its image, outlined as segmentation, structure set and measurement report:
 * the same pixels, the same mask and the same score from each, through the archive's own metadata, frames and objects.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type OpenedModel, openModel, scoreLesion } from '../../src/assessment/index.ts';
import { deadlineIn, type GreyImage, type Lesion, type Mask, type StudyReference } from '../../src/core/index.ts';
import {
  createDicomweb,
  type Dicomweb,
  decodeFrame,
  loadLesion,
  locateOutline,
  outlineRings,
  parseDicom,
  readSegmentation,
  SOP_CLASS,
  TRANSFER_SYNTAX,
  writeSegmentation,
} from '../../src/imaging/index.ts';
import { dicomBytes, type Element, encapsulated, pixelModule } from '../imaging/dicom-bytes.ts';
import { htj2k, jpeg2000, jpegLs, type Picture, rle } from '../imaging/encode-stream.ts';
import { coordinates, imageItem, measurementReport, pixelSpacing, REGION, structureSet } from '../imaging/outline-objects.ts';
import { describeLane } from '../lanes.ts';
import { type Orthanc, startOrthanc } from '../servers/index.ts';
import { unboundedModel } from './unbounded-model.ts';

const SPACING = { xMm: 0.08, yMm: 0.08 };
const KINDS = ['segmentation', 'structure set', 'report'] as const;
type Kind = (typeof KINDS)[number];

/** Transfer syntax and the encoder of its frames; without one they are stored as they are. */
const FORMS: readonly [name: string, syntax: string, encode?: (picture: Picture) => Promise<Uint8Array> | Uint8Array][] = [
  ['uncompressed', TRANSFER_SYNTAX.explicitLittleEndian],
  ['RLE', TRANSFER_SYNTAX.rle, rle],
  ['JPEG-LS', TRANSFER_SYNTAX.jpegLsLossless, jpegLs],
  ['JPEG 2000', TRANSFER_SYNTAX.jpeg2000Lossless, jpeg2000],
  ['HTJ2K', TRANSFER_SYNTAX.htj2kLossless, htj2k],
];

describeLane('orthanc', 'a lesion in Orthanc, in any lossless form and outlined in any way', () => {
  let orthanc: Orthanc;
  let web: Dicomweb;
  let opened: OpenedModel;
  let image: GreyImage;
  let mask: Mask;
  let expected: unknown;
  let next = 0;
  const newUid = (): string => `2.25.90${++next}`;
  const soon = () => deadlineIn(20_000);

  beforeAll(async () => {
    orthanc = await startOrthanc();
    web = createDicomweb({ allow: [{ base: orthanc.base, authorization: orthanc.authorization }] });
    opened = await openModel(await unboundedModel());
    const fixture = (name: string) => {
      const object = parseDicom(readFileSync(path.resolve(import.meta.dirname, '../../fixtures/sandbox', name)));
      if (object.kind === 'unreadable') throw new Error(object.detail);
      return object;
    };
    const decoded = await decodeFrame(fixture('her2-unknown-high.us.dcm'), 1);
    const segmentation = readSegmentation(fixture('her2-unknown-high.seg.dcm'));
    if ('kind' in decoded || segmentation.kind === 'not-produced') throw new Error('the fixture cannot be read');
    const drawn = await segmentation.mask(1);
    if ('kind' in drawn) throw new Error('the fixture cannot be read');
    image = decoded;
    mask = drawn;
    expected = await score(image, mask);
    expect(expected).toMatchObject({ probability: expect.any(Number) });
  });
  afterAll(() => orthanc?.stop());

  const score = (ofImage: GreyImage, ofMask: Mask): Promise<unknown> =>
    scoreLesion(
      { image: ofImage, mask: ofMask, calibration: { kind: 'calibrated', spacing: SPACING, source: 'stated' } },
      opened.model,
      opened.plan,
    );

  const streams = new Map<string, Uint8Array>();
  /** One frame of even length; each is encoded once, since the encoders take longest here. */
  async function inForm([name, , encode]: (typeof FORMS)[number], pixels: GreyImage['pixels']): Promise<Uint8Array> {
    const { width, height } = image;
    const key = `${name} ${pixels[0]}`;
    const known = streams.get(key);
    if (known !== undefined) return known;
    const bytes = (await encode?.({ width, height, samples: 1, bits: 8, values: [...pixels] })) ?? Uint8Array.from(pixels);
    const even = bytes.length % 2 === 0 ? bytes : Buffer.concat([bytes, new Uint8Array(1)]);
    streams.set(key, even);
    return even;
  }

  /** The image alone, or as the second frame of a cine. */
  async function ultrasound(
    form: (typeof FORMS)[number],
    uids: { studyUid: string; seriesUid: string; sopInstanceUid: string },
    cine: boolean,
  ): Promise<Uint8Array> {
    const [, syntax, encode] = form;
    const { width, height, pixels } = image;
    const before = Uint8Array.from(pixels, (value) => 255 - value);
    const encoded = cine
      ? [await inForm(form, before), await inForm(form, pixels), await inForm(form, before)]
      : [await inForm(form, pixels)];
    const module = { rows: height, columns: width, ...(cine ? { frames: String(encoded.length) } : {}) };
    const pixelData: Element = encode === undefined ? ['7FE00010', 'OB', Buffer.concat(encoded)] : encapsulated(encoded);
    return dicomBytes(
      [
        ['00080016', 'UI', cine ? SOP_CLASS.ultrasoundMultiframeImage : SOP_CLASS.ultrasoundImage],
        ['00080018', 'UI', uids.sopInstanceUid],
        ['00080020', 'DA', '20260102'],
        ['00080060', 'CS', 'US'],
        ['00100020', 'LO', 'P-1'],
        ['0020000D', 'UI', uids.studyUid],
        ['0020000E', 'UI', uids.seriesUid],
        ...pixelModule(module).filter(([tag]) => tag < '00280030'),
        pixelSpacing(SPACING.yMm, SPACING.xMm),
        ...pixelModule(module).filter(([tag]) => tag > '00280030'),
        pixelData,
      ],
      'explicit',
      syntax,
    );
  }

  function outline(
    kind: Kind,
    of: { studyUid: string; seriesUid: string; sopInstanceUid: string },
    frame: number | undefined,
  ): Uint8Array {
    const own = { seriesUid: newUid(), sopInstanceUid: newUid() };
    const rings = outlineRings(mask, image.width, image.height) ?? [];
    const named = frame === undefined ? {} : { frame: String(frame) };
    switch (kind) {
      case 'segmentation':
        return writeSegmentation({
          patient: { id: 'P-1' },
          study: { studyUid: of.studyUid, date: '2026-01-02' },
          ...own,
          laterality: 'unknown',
          width: image.width,
          height: image.height,
          mask,
          source: { seriesUid: of.seriesUid, sopInstanceUid: of.sopInstanceUid, ...(frame === undefined ? {} : { frame }) },
          author: { kind: 'human' },
        });
      case 'structure set': {
        const mm = (ring: readonly number[]): number[] =>
          ring.flatMap((value, at) => {
            const along = Number(((value - 0.5) * SPACING.xMm).toFixed(6));
            return at % 2 === 0 ? [along] : [along, 0];
          });
        const contours = rings.map((ring) => ({ points: mm(ring), image: of.sopInstanceUid, ...named }));
        return structureSet({ ...own, studyUid: of.studyUid }, [{ name: 'Mass', contours }]);
      }
      case 'report': {
        const source = imageItem(of.sopInstanceUid, named.frame);
        const items = rings.map((ring) => coordinates('POLYLINE', [...ring, ring[0]!, ring[1]!], REGION, source));
        return measurementReport({ ...own, studyUid: of.studyUid }, [{ items }]);
      }
    }
  }

  const cases = FORMS.flatMap((form) => [false, true].map((cine) => [`${form[0]}${cine ? ' cine' : ''}`, form, cine] as const));

  it.each(cases)('%s', async (_, form, cine) => {
    let loadedLast: Lesion | undefined;
    for (const kind of KINDS) {
      const uids = { studyUid: newUid(), seriesUid: newUid(), sopInstanceUid: newUid() };
      const objects = [await ultrasound(form, uids, cine), outline(kind, uids, cine ? 2 : undefined)];
      expect(await web.store(orthanc.base, objects, soon())).toEqual({ kind: 'answer', value: 2 });
      const study: StudyReference = {
        studyUid: uids.studyUid,
        archive: orthanc.base,
        patientIdentifiers: ['P-1'],
        laterality: 'unknown',
        series: [],
      };
      const located = await locateOutline(study, web, soon());
      if ('kind' in located) throw new Error(`${kind}: ${JSON.stringify(located.reasons)}`);
      const loaded = await loadLesion(located, web, soon());
      if (loaded.kind === 'not-produced') throw new Error(`${kind}: ${JSON.stringify(loaded.reasons)}`);
      const { lesion } = loaded;
      expect(Buffer.from(lesion.mask).equals(mask), kind).toBe(true);
      expect(Buffer.from(Uint8Array.from(lesion.image.pixels)).equals(Uint8Array.from(image.pixels)), kind).toBe(true);
      expect(lesion.calibration, kind).toMatchObject({ spacing: SPACING });
      loadedLast = lesion;
    }
    // Pixels and mask are the same for every kind, so that one score stands for them.
    expect(loadedLast && (await score(loadedLast.image, loadedLast.mask))).toEqual(expected);
  });
});
