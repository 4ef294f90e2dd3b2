/**
 * Images and outlines of the rows that name a study: fetched into the work folder once, and from there on like files. One bad row
 * is left out with its reason; a server that answers nobody stops the command, and what is there stays for the next run.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import {
  fingerprint,
  NOT_PRODUCED_TEXT,
  type QualityFinding,
  type QualityRules,
  ServiceError,
  TRANSIENT_REASONS,
} from '../core/index.ts';
import { QUALITY_GATE } from '../imaging/index.ts';
import type { CohortMember } from '../training/index.ts';
import type { ArchiveOptions } from './archive-options.ts';
import { fetchLesion, type LesionRefused } from './cohort-fetch.ts';
import { type CohortServers, openServers } from './cohort-servers.ts';
import { type KeptLesion, keptLesion, type SubjectHash, subjectHash } from './cohort-store.ts';
import { progressBar } from './progress-bar.ts';
import { spacingConflict } from './spacing-conflict.ts';

export interface StudyImagesOptions extends ArchiveOptions {
  /** The table: paths of images are relative to it. */
  readonly cohort: string;
  readonly work: string;
  /** Of the quality gate. */
  readonly rules: QualityRules;
}

export interface CohortImages {
  /** Those with images, in the order of the table; rows that name files are among them unchanged. */
  readonly members: readonly CohortMember[];
  /** Why rows have none, one reason a row, in words that can be counted. */
  readonly failed: readonly string[];
  /** What the quality gate found, by member id, of the rows that name a study. */
  readonly findings: ReadonlyMap<string, readonly QualityFinding[]>;
}

interface Judged {
  readonly rules: QualityRules;
  readonly subjectOf: SubjectHash;
}

const LANES = 4;
/** So many rows without an answer of the server, one after the other, are no matter of the rows. */
const UNANSWERED = 8;

/** Throws ServiceError where no server is named, or none answers. */
export async function imagesOfStudies(members: readonly CohortMember[], options: StudyImagesOptions): Promise<CohortImages> {
  const named = members.filter(({ lesion }) => lesion.archived !== undefined);
  if (named.length === 0) return { members, failed: [], findings: new Map() };
  const servers = await openServers(options, named);
  try {
    return await withServers(members, named, servers, options);
  } finally {
    await servers.dicomweb.close();
  }
}

async function withServers(
  members: readonly CohortMember[],
  named: readonly CohortMember[],
  servers: CohortServers,
  options: StudyImagesOptions,
): Promise<CohortImages> {
  const folder = path.join(options.work, 'studies');
  await mkdir(folder, { recursive: true });
  const judged = { rules: options.rules, subjectOf: await subjectHash(folder) };
  const folderOf = (member: CohortMember): string => path.join(folder, keyOf(member, servers, judged));
  const kept = new Map<CohortMember, KeptLesion | LesionRefused>();
  for (const member of named) {
    const own = await keptLesion(folderOf(member));
    if (own !== undefined) kept.set(member, own);
  }
  const open = named.filter((member) => !kept.has(member));
  const bar = progressBar(named.length, kept.size);
  let [next, unanswered] = [0, 0];
  const lane = async (): Promise<void> => {
    while (next < open.length && unanswered < UNANSWERED) {
      const member = open[next++] as CohortMember;
      const fetched = await fetchLesion(member.lesion, folderOf(member), servers, judged);
      unanswered = 'kind' in fetched && fetched.reasons.some(({ code }) => TRANSIENT_REASONS.has(code)) ? unanswered + 1 : 0;
      kept.set(member, fetched);
      if ('kind' in fetched) bar.say(`row ${member.lesion.row} left out: ${reasonText(fetched)}`);
      bar.advance();
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  bar.end();
  if (unanswered >= UNANSWERED) throw noAnswer(kept);
  refuseSharedSubjects(kept);
  return collected(members, kept, folderOf, path.dirname(options.cohort));
}

function collected(
  members: readonly CohortMember[],
  kept: ReadonlyMap<CohortMember, KeptLesion | LesionRefused>,
  folderOf: (member: CohortMember) => string,
  tableFolder: string,
): CohortImages {
  const failed: string[] = [];
  const findings = new Map<string, readonly QualityFinding[]>();
  const found = members.flatMap((member): CohortMember[] => {
    const own = kept.get(member);
    if (own === undefined) return [member];
    if ('kind' in own) {
      failed.push(NOT_PRODUCED_TEXT[own.reasons[0].code]);
      return [];
    }
    const conflict = spacingConflict(member.lesion.spacing, own.spacing);
    if (conflict !== undefined) {
      process.stderr.write(`row ${member.lesion.row} left out: ${conflict}\n`);
      failed.push('the spacing of the table is not that of the image');
      return [];
    }
    findings.set(member.id, own.findings);
    // Relative, so that table and work folder can move together.
    const file = (name: string): string => path.relative(tableFolder, path.join(folderOf(member), name));
    const [mask, ...others] = own.masks.map(file);
    const spacing = own.spacing ?? member.lesion.spacing;
    const region = own.region === undefined ? {} : { region: own.region };
    return [{ ...member, lesion: { ...member.lesion, image: file(own.image), mask, otherMasks: others, spacing, ...region } }];
  });
  return { members: found, failed, findings };
}

/** One patient under two names could be in two splits. */
function refuseSharedSubjects(kept: ReadonlyMap<CohortMember, KeptLesion | LesionRefused>): void {
  const first = new Map<string, CohortMember>();
  const byRow = [...kept].sort(([a], [b]) => a.lesion.row - b.lesion.row);
  for (const [member, own] of byRow) {
    if ('kind' in own) continue;
    const other = first.get(own.subject);
    if (other === undefined) first.set(own.subject, member);
    else if (other.lesion.patient !== member.lesion.patient) {
      throw new ServiceError(
        'bad-configuration',
        `cohort: the studies of rows ${other.lesion.row} and ${member.lesion.row} are of one patient in the archive, and of two in the table. Give both the same patient.`,
        { field: 'cohort' },
      );
    }
  }
}

/** Of everything that decides on what is fetched, what the gate says of it, and with which other hashes that of its patient compares. */
function keyOf({ lesion }: CohortMember, { archive, fhir }: CohortServers, { rules, subjectOf }: Judged): string {
  const { archived, patient } = lesion;
  const asked = [archived, archived?.patientId ?? patient, archive, fhir?.base, QUALITY_GATE, rules, subjectOf('')];
  return fingerprint(asked, 24);
}

function reasonText({ reasons }: LesionRefused): string {
  return reasons.map(({ code, detail }) => `${NOT_PRODUCED_TEXT[code]}${detail ? ` (${detail})` : ''}`).join('; ');
}

function noAnswer(kept: ReadonlyMap<CohortMember, KeptLesion | LesionRefused>): ServiceError {
  const fetched = [...kept.values()].filter((own) => !('kind' in own)).length;
  return new ServiceError(
    'bad-configuration',
    `cohort: ${UNANSWERED} rows in a row got no usable answer from the servers. ${fetched} studies are fetched and kept: mend the connection, or the credentials of --servers and --fhir-token, and run the same command again.`,
    { field: 'dicomweb' },
  );
}
