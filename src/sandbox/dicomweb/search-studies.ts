/**
 * QIDO-RS (PS3.18 10.6): matching and the attributes returned at study, series and instance level. Matching is by
 * single value, UID list, wildcard, and range for dates and times; on the attributes of table MATCHABLE only.
 */
import type { ArchivedInstance, DicomArchive } from './dicom-archive.ts';
import { type DicomJson, type DicomJsonElement, element, firstText } from './dicom-json.ts';
import { DicomwebFailure } from './dicomweb-failure.ts';

export type Level = 'studies' | 'series' | 'instances';

/** Keyword, tag, and the level whose entity the attribute belongs to. */
const MATCHABLE: readonly (readonly [keyword: string, tag: string, level: Level])[] = [
  ['StudyDate', '00080020', 'studies'],
  ['StudyTime', '00080030', 'studies'],
  ['AccessionNumber', '00080050', 'studies'],
  ['ModalitiesInStudy', '00080061', 'studies'],
  ['ReferringPhysicianName', '00080090', 'studies'],
  ['StudyDescription', '00081030', 'studies'],
  ['PatientName', '00100010', 'studies'],
  ['PatientID', '00100020', 'studies'],
  ['PatientBirthDate', '00100030', 'studies'],
  ['PatientSex', '00100040', 'studies'],
  ['StudyInstanceUID', '0020000D', 'studies'],
  ['StudyID', '00200010', 'studies'],
  ['Modality', '00080060', 'series'],
  ['SeriesDescription', '0008103E', 'series'],
  ['SeriesInstanceUID', '0020000E', 'series'],
  ['SeriesNumber', '00200011', 'series'],
  ['BodyPartExamined', '00180015', 'series'],
  ['SOPClassUID', '00080016', 'instances'],
  ['SOPInstanceUID', '00080018', 'instances'],
  ['InstanceNumber', '00200013', 'instances'],
];
const UNMATCHED_INSTANCE_TAGS = ['00280008', '00280010', '00280011', '00280100'];
const LEVELS: readonly Level[] = ['studies', 'series', 'instances'];
const KEY = { studies: 'studyUid', series: 'seriesUid', instances: 'sopInstanceUid' } as const;
const MAX_RESULTS = 1000;

export interface QidoRequest {
  readonly level: Level;
  readonly studyUid?: string;
  readonly seriesUid?: string;
  readonly query: readonly (readonly [string, string])[];
  /** Address of the archive, for RetrieveURL. */
  readonly base: string;
}

export function searchArchive(archive: DicomArchive, { level, studyUid, seriesUid, query, base }: QidoRequest): DicomJson[] {
  const { tests, limit, offset } = parseQuery(query);
  const all = archive.instances();
  const entities = new Map<string, ArchivedInstance[]>();
  for (const instance of archive.instances(studyUid, seriesUid)) {
    const key = instance[KEY[level]];
    entities.set(key, [...(entities.get(key) ?? []), instance]);
  }
  return [...entities.values()]
    .filter((instances) => tests.every((test) => instances.some((instance) => test(instance, all))))
    .slice(offset, offset + limit)
    .map((instances) => attributes(level, instances, all, base, studyUid, seriesUid));
}

type Test = (instance: ArchivedInstance, all: readonly ArchivedInstance[]) => boolean;

function parseQuery(query: QidoRequest['query']): { tests: Test[]; limit: number; offset: number } {
  const tests: Test[] = [];
  let limit = MAX_RESULTS;
  let offset = 0;
  for (const [name, value] of query) {
    if (name === 'limit') limit = Math.min(wholeNumber(name, value), MAX_RESULTS);
    else if (name === 'offset') offset = wholeNumber(name, value);
    else if (name === 'includefield' || name === 'fuzzymatching') continue;
    else {
      const attribute = MATCHABLE.find(([keyword, tag]) => keyword === name || tag === name.toUpperCase());
      if (attribute === undefined)
        throw new DicomwebFailure(400, `Matching on this attribute is not supported: ${name.slice(0, 64)}`);
      if (value !== '') tests.push(attributeTest(attribute[1], value));
    }
  }
  return { tests, limit, offset };
}

function wholeNumber(name: string, value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new DicomwebFailure(400, `${name} must be a whole number`);
  return Number(value);
}

function attributeTest(tag: string, wanted: string): Test {
  if (tag === '00080061')
    return (instance, all) => modalities(all.filter((other) => other.studyUid === instance.studyUid)).includes(wanted);
  const matches = valueTest(tag, wanted);
  return ({ dataset }) => texts(dataset[tag]).some(matches);
}

function valueTest(tag: string, wanted: string): (value: string) => boolean {
  const range = /^(\d*(?:\.\d+)?)-(\d*(?:\.\d+)?)$/.exec(wanted);
  if ((tag === '00080020' || tag === '00080030' || tag === '00100030') && range !== null)
    return (value) => (range[1] === '' || value >= range[1]!) && (range[2] === '' || value <= range[2]!);
  if (tag.startsWith('0020000') || tag === '00080018' || tag === '00080016') {
    const uids = new Set(wanted.split(/[,\\]/));
    return (value) => uids.has(value);
  }
  const isName = tag === '00100010' || tag === '00080090';
  if (!/[*?]/.test(wanted)) return (value) => (isName ? value.toLowerCase() === wanted.toLowerCase() : value === wanted);
  return (value) => (isName ? matchesWildcard(value.toLowerCase(), wanted.toLowerCase()) : matchesWildcard(value, wanted));
}

/** `*` any run, `?` any character. Not a regular expression: those can take exponential time on hostile patterns. */
function matchesWildcard(value: string, pattern: string): boolean {
  let at = 0;
  let p = 0;
  let star = -1;
  let resume = 0;
  while (at < value.length) {
    if (pattern[p] === '*') {
      star = p++;
      resume = at;
    } else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === value[at])) {
      p++;
      at++;
    } else if (star >= 0) {
      p = star + 1;
      at = ++resume;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(p));
}

function texts(own: DicomJsonElement | undefined): string[] {
  return (own?.Value ?? []).map((value) =>
    typeof value === 'object' && value !== null
      ? String((value as { Alphabetic?: unknown }).Alphabetic ?? '')
      : String(value ?? ''),
  );
}

function attributes(
  level: Level,
  instances: readonly ArchivedInstance[],
  all: readonly ArchivedInstance[],
  base: string,
  studyUid: string | undefined,
  seriesUid: string | undefined,
): DicomJson {
  const first = instances[0]!;
  const inStudy = all.filter((other) => other.studyUid === first.studyUid);
  // Attributes of the levels above are returned only where the address does not already give their entity (10.6.3.3).
  const top = seriesUid !== undefined ? 2 : studyUid !== undefined ? 1 : 0;
  const levels = new Set(LEVELS.slice(Math.min(top, LEVELS.indexOf(level)), LEVELS.indexOf(level) + 1));
  const tags = MATCHABLE.filter(([, , own]) => levels.has(own)).map(([, tag]) => tag);
  const result: Record<string, DicomJsonElement> = {
    '00080005': element('CS', 'ISO_IR 192'),
    '00080056': element('CS', 'ONLINE'),
    '00081190': element('UR', retrieveUrl(level, first, base)),
    '0020000D': element('UI', first.studyUid),
  };
  for (const tag of [...tags, ...(level === 'instances' ? UNMATCHED_INSTANCE_TAGS : [])]) {
    const own = first.dataset[tag];
    if (own !== undefined) result[tag] = own;
  }
  if (levels.has('studies')) {
    result['00080061'] = element('CS', ...modalities(inStudy));
    result['00201206'] = element('IS', new Set(inStudy.map((other) => other.seriesUid)).size);
    result['00201208'] = element('IS', inStudy.length);
  }
  if (level !== 'studies') result['0020000E'] = element('UI', first.seriesUid);
  if (level === 'series') result['00201209'] = element('IS', instances.length);
  return Object.fromEntries(Object.entries(result).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function modalities(instances: readonly ArchivedInstance[]): string[] {
  return [...new Set(instances.map(({ dataset }) => firstText(dataset, '00080060') ?? 'OT'))];
}

export function retrieveUrl(level: Level, { studyUid, seriesUid, sopInstanceUid }: ArchivedInstance, base: string): string {
  const study = `${base}/studies/${studyUid}`;
  if (level === 'studies') return study;
  return level === 'series' ? `${study}/series/${seriesUid}` : `${study}/series/${seriesUid}/instances/${sopInstanceUid}`;
}
