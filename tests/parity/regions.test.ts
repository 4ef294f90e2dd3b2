import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { DEFAULT_LIMITS, describeOutlines, drawOutline, parseDicom } from '../../src/imaging/index.ts';
import { readCsv } from '../imaging/read-csv.ts';
import { describeLane, laneAvailable, sharedPath } from '../lanes.ts';
import { compareRegionFile } from './compare-region-file.ts';

const folder = (file: string): string => sharedPath(path.join('data/regions', path.basename(file)));

describeLane('shared', 'real SEG, structure set and report files agree with their facts', () => {
  const rows = laneAvailable('shared') ? readCsv(folder('facts.csv')) : [];

  it.each(rows.map((row) => [row.file ?? '', row] as const))('%s', async (file, row) => {
    const facts = await compareRegionFile(readFileSync(folder(file)), row);
    expect(facts.filter(({ expected, actual }) => expected !== actual)).toEqual([]);
  });

  const OUTLINES: readonly [file: string, outlines: readonly string[]][] = [
    ['highdicom__sr_document.dcm', ['1 human Planar ROI Measurements']],
    ['highdicom__sr_document_with_multiple_groups.dcm', ['2 human LungNodule0001', '3 human Aorta0001', '4 human Vertebra0001']],
    ['dcmqi__sr.dcm', ['1 human primary tumor']],
    ['dcmjs__sample-sr.dcm', []],
    [
      'dcmjs__structured_report.dcm',
      ['2 human cornerstoneTools@^4.0.0:EllipticalRoi', '6 human cornerstoneTools@^4.0.0:EllipticalRoi'],
    ],
    ['pydicom__test-SR.dcm', []],
    ['pydicom__reportsi.dcm', []],
    ['rt-utils__rt.dcm', ['1 human ROI-1']],
  ];
  it.each(OUTLINES)('%s: its outlines, and no lengths, points or library images', (file, expected) => {
    const object = parseDicom(readFileSync(folder(file)));
    if (object.kind === 'unreadable') throw new Error(object.detail);
    const found = describeOutlines(object.attributes);
    expect(
      found.map(({ segmentNumber, author, trackingId, label }) => `${segmentNumber} ${author} ${trackingId ?? label}`),
    ).toEqual(expected);
  });

  it('a structure set on slices of CT says that it is no outline of one frame', async () => {
    const object = parseDicom(readFileSync(folder('dicompyler-core__rtss.dcm')));
    if (object.kind === 'unreadable') throw new Error(object.detail);
    expect(await drawOutline(object, 1, DEFAULT_LIMITS)).toMatchObject({ reasons: [{ code: 'several-outlines' }] });
  });
});
