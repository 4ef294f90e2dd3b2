/**
 * One SEG, structure set or report against its row of a facts.csv: what the row states of it, and that every segmentation frame
 * becomes a mask. A file that the row calls one without transfer syntax has no part 10 header: it must be refused, with a reason.
 */
import type { Mask, NotProduced } from '../../src/core/index.ts';
import type { Attributes, DicomObject } from '../../src/imaging/index.ts';
import { describeOutlines, parseDicom, readSegmentation, readStructureSet, TAG } from '../../src/imaging/index.ts';

export interface ComparedFact {
  readonly fact: string;
  readonly expected: string;
  readonly actual: string;
}

type Facts = Readonly<Record<string, unknown>>;
type FoundTag = (typeof TAG)[keyof typeof TAG];

/** PS3.6 annex A; classes that the rows name by UID are compared by UID. */
const CLASS_NAMES: Readonly<Record<string, string>> = {
  '1.2.840.10008.5.1.4.1.1.66.4': 'Segmentation Storage',
  '1.2.840.10008.5.1.4.1.1.481.3': 'RT Structure Set Storage',
  '1.2.840.10008.5.1.4.1.1.88.11': 'Basic Text SR Storage',
  '1.2.840.10008.5.1.4.1.1.88.22': 'Enhanced SR Storage',
  '1.2.840.10008.5.1.4.1.1.88.33': 'Comprehensive SR Storage',
  '1.2.840.10008.5.1.4.1.1.88.34': 'Comprehensive 3D SR Storage',
  '1.2.840.10008.5.1.4.1.1.1': 'Computed Radiography Image Storage',
  '1.2.840.10008.5.1.4.1.1.2': 'CT Image Storage',
  '1.2.840.10008.5.1.4.1.1.6.1': 'Ultrasound Image Storage',
  '1.2.840.10008.5.1.4.1.1.3.1': 'Ultrasound Multi-frame Image Storage',
  '1.2.840.10008.5.1.4.1.1.128': 'Positron Emission Tomography Image Storage',
  '1.2.840.10008.5.1.4.1.1.77.1.6': 'VL Whole Slide Microscopy Image Storage',
};

export async function compareRegionFile(
  bytes: Uint8Array,
  row: Readonly<Record<string, string>>,
): Promise<readonly ComparedFact[]> {
  const object = parseDicom(bytes);
  const expectRefusal = row.ts === 'none';
  if (object.kind === 'unreadable' || expectRefusal) {
    const actual = object.kind === 'unreadable' ? `refused: ${object.cause}` : 'read';
    return [{ fact: 'refused', expected: expectRefusal ? 'refused: not-dicom' : 'read', actual }];
  }
  const facts = JSON.parse(row.facts ?? '{}') as Facts;
  const sopClass = first(object.attributes, TAG.SopClassUid);
  const { sop = '' } = row;
  return [
    { fact: 'class', expected: sop, actual: /^[0-9.]+$/.test(sop) ? sopClass : nameOf(sopClass) },
    ...(facts.type === undefined ? [] : await compareSegmentation(object, facts)),
    ...(facts.rois === undefined ? [] : compareStructureSet(object.attributes, facts)),
    ...(facts.values === undefined ? [] : compareReport(object.attributes, facts)),
  ];
}

async function compareSegmentation(object: DicomObject, facts: Facts): Promise<readonly ComparedFact[]> {
  const read = readSegmentation(object);
  if (read.kind === 'not-produced') return [{ fact: 'segmentation', expected: 'read', actual: reasonOf(read) }];
  const { attributes } = object;
  const listed = facts.segments as readonly unknown[];
  const segments = attributes.items(TAG.SegmentSequence).map((item) => {
    const property = item.items({ hex: '0062000F', vr: 'SQ' })[0];
    const meaning = property === undefined ? '' : first(property, TAG.CodeMeaning);
    return [Number(first(item, TAG.SegmentNumber)), first(item, TAG.SegmentLabel), meaning];
  });
  return [
    fact('type', facts.type, read.type),
    fact('rows', facts.rows, read.height),
    fact('columns', facts.cols, read.width),
    // The frames of a single-frame object are not counted in it.
    fact('frames', facts.frames ?? 1, read.frames.length),
    fact('bits', facts.bits, Number(first(attributes, TAG.BitsAllocated))),
    fact('number of segments', facts.n_segments, read.segments.length),
    fact('segments', listed, segments.slice(0, listed.length)),
    references(facts, attributes.items(TAG.ReferencedSeriesSequence), TAG.ReferencedInstanceSequence),
    fact('masks', `${read.frames.length} with pixels inside`, await masksOf(read)),
  ];
}

type ReadSegmentation = Exclude<ReturnType<typeof readSegmentation>, NotProduced>;

async function masksOf(segmentation: ReadSegmentation): Promise<string> {
  let inside = 0;
  for (const { index } of segmentation.frames) {
    const mask: Mask | NotProduced = await segmentation.mask(index);
    if ('kind' in mask) return reasonOf(mask);
    if (mask.length !== segmentation.width * segmentation.height) return `a mask of ${mask.length} pixels`;
    inside += mask.reduce((sum, value) => sum + value, 0);
  }
  return `${segmentation.frames.length} with${inside === 0 ? 'out' : ''} pixels inside`;
}

function compareStructureSet(attributes: Attributes, facts: Facts): readonly ComparedFact[] {
  const read = readStructureSet(attributes);
  if (read.kind === 'not-produced') return [{ fact: 'structure set', expected: 'read', actual: reasonOf(read) }];
  const names = facts.rois as readonly string[];
  return [
    fact(
      'regions',
      names,
      read.regions.slice(0, names.length).map(({ label }) => label ?? ''),
    ),
    fact('contours', facts.contours, read.contourTypes.length),
    fact('contour types', (facts.types as readonly string[]).toSorted(), [...new Set(read.contourTypes)].toSorted()),
    fact('outlines', 'some', describeOutlines(attributes).length > 0 ? 'some' : 'none'),
  ];
}

function compareReport(attributes: Attributes, facts: Facts): readonly ComparedFact[] {
  const items = [...below(attributes)];
  const values: Record<string, number> = {};
  for (const item of items) values[first(item, TAG.ValueType)] = (values[first(item, TAG.ValueType)] ?? 0) + 1;
  const graphics = items
    .filter((item) => first(item, TAG.GraphicType) !== '')
    .map((item) => [first(item, TAG.GraphicType), item.numbers(TAG.GraphicData).length]);
  const listed = facts.graphic as readonly unknown[];
  const evidence = attributes.items({ hex: '0040A375', vr: 'SQ' }).flatMap((item) => item.items(TAG.ReferencedSeriesSequence));
  const template = attributes.items(TAG.ContentTemplateSequence)[0];
  return [
    fact('title', facts.title, titleOf(attributes)),
    fact('template', facts.template, template === undefined ? '' : first(template, TAG.TemplateIdentifier)),
    fact('values', sorted(facts.values as Record<string, number>), sorted(values)),
    fact('graphics', listed, graphics.slice(0, listed.length)),
    references(facts, evidence, TAG.ReferencedSopSequence),
  ];
}

function* below(attributes: Attributes): Generator<Attributes> {
  for (const item of attributes.items(TAG.ContentSequence)) {
    yield item;
    yield* below(item);
  }
}

function titleOf(attributes: Attributes): string {
  const name = attributes.items(TAG.ConceptNameCodeSequence)[0];
  return name === undefined ? '' : first(name, TAG.CodeMeaning);
}

/** Rows list the classes of the first few instances only. */
function references(facts: Facts, series: readonly Attributes[], sequence: FoundTag): ComparedFact {
  const found = series.flatMap((item) => item.items(sequence)).map((item) => nameOf(first(item, TAG.ReferencedSopClassUid)));
  const expected = [...new Set(facts.refs as readonly string[])];
  const actual = [...new Set(found)];
  return fact('references', expected, actual.slice(0, expected.length === 0 ? undefined : expected.length));
}

function fact(name: string, expected: unknown, actual: unknown): ComparedFact {
  return { fact: name, expected: JSON.stringify(expected), actual: JSON.stringify(actual) };
}

function first(attributes: Attributes, tag: FoundTag): string {
  return attributes.strings(tag)[0] ?? '';
}

function nameOf(sopClass: string): string {
  return CLASS_NAMES[sopClass] ?? sopClass;
}

function sorted(counts: Readonly<Record<string, number>>): readonly (readonly [string, number])[] {
  return Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1));
}

function reasonOf({ reasons }: NotProduced): string {
  return reasons.map(({ code, detail }) => `${code}: ${detail ?? ''}`).join('; ');
}
