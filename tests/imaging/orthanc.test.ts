import { afterAll, beforeAll, expect, it } from 'vitest';
import type { StudyReference } from '../../src/core/index.ts';
import { deadlineIn } from '../../src/core/index.ts';
import type { Dicomweb } from '../../src/imaging/index.ts';
import { createDicomweb, loadLesion, locateOutline, SOP_CLASS, writeSegmentation } from '../../src/imaging/index.ts';
import { describeLane } from '../lanes.ts';
import type { Orthanc } from '../servers/index.ts';
import { startOrthanc } from '../servers/index.ts';
import { dicomBytes, pixelModule } from './dicom-bytes.ts';

describeLane('orthanc', 'a lesion on one frame of a cine in Orthanc', () => {
  let orthanc: Orthanc;
  let web: Dicomweb;
  let study: StudyReference;
  const soon = (): ReturnType<typeof deadlineIn> => deadlineIn(15_000);

  beforeAll(async () => {
    orthanc = await startOrthanc();
    web = createDicomweb({ allow: [{ base: orthanc.base, authorization: orthanc.authorization }] });
    study = { studyUid: '1.2.1', archive: orthanc.base, patientIdentifiers: ['P-1'], laterality: 'unknown', series: [] };
    const cine = dicomBytes([
      ['00080016', 'UI', SOP_CLASS.ultrasoundMultiframeImage],
      ['00080018', 'UI', '1.2.3'],
      ['00080060', 'CS', 'US'],
      ['00100020', 'LO', 'P-1'],
      ['0020000D', 'UI', '1.2.1'],
      ['0020000E', 'UI', '1.2.2'],
      ...pixelModule({ rows: 2, columns: 4, frames: '3' }),
      ['7FE00010', 'OB', Uint8Array.from({ length: 24 }, (_, at) => at)],
    ]);
    const outline = writeSegmentation({
      patient: { id: 'P-1' },
      study: { studyUid: '1.2.1', date: '2026-01-02' },
      seriesUid: '1.2.4',
      sopInstanceUid: '1.2.5',
      laterality: 'left',
      width: 4,
      height: 2,
      mask: Uint8Array.of(0, 1, 1, 0, 0, 0, 0, 0),
      source: { sopClassUid: SOP_CLASS.ultrasoundMultiframeImage, sopInstanceUid: '1.2.3', seriesUid: '1.2.2', frame: 2 },
      author: { kind: 'human' },
    });
    expect(await web.store(orthanc.base, [cine, outline], soon())).toEqual({ kind: 'answer', value: 2 });
  });

  afterAll(() => orthanc?.stop());

  it('is found by QIDO-RS and loaded by metadata and that frame alone', async () => {
    const outline = await locateOutline(study, web, soon());
    if ('kind' in outline) throw new Error(JSON.stringify(outline.reasons));
    const loaded = await loadLesion(outline, { ...web, instance: countedInstance }, soon());
    expect(loaded).toMatchObject({
      kind: 'lesion',
      lesion: {
        image: { width: 4, height: 2, pixels: Uint8Array.of(8, 9, 10, 11, 12, 13, 14, 15) },
        mask: Uint8Array.of(0, 1, 1, 0, 0, 0, 0, 0),
        calibration: { kind: 'uncalibrated' },
        source: { frame: 2, outlineAuthor: 'human' },
      },
    });
    expect(instances).toEqual(['1.2.5']);
  });

  const instances: string[] = [];
  const countedInstance: Dicomweb['instance'] = (instance, deadline) => {
    instances.push(instance.sopInstanceUid);
    return web.instance(instance, deadline);
  };

  it('a study that Orthanc does not have has no outline', async () => {
    expect(await locateOutline({ ...study, studyUid: '1.2.99' }, web, soon())).toMatchObject({
      reasons: [{ code: 'no-outline' }],
    });
  });

  it('a wrong password is refused access', async () => {
    const stranger = createDicomweb({ allow: [{ base: orthanc.base, authorization: 'Basic eDp5' }] });
    expect(await locateOutline(study, stranger, soon())).toMatchObject({ reasons: [{ code: 'archive-refused' }] });
  });
});
