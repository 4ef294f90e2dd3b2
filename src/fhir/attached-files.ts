/**
 * Files of DocumentReference and Media (R4) that may be outlines of one imaging study: DICOM objects, and PNG masks that say
 * they are one (DCM 113076 Segmentation) and on which image they were drawn.
 */
import { z } from 'zod';
import type { Laterality, OutlineAuthor, StudyReference } from '../core/index.ts';
import {
  authorOf,
  dicomUidsOf,
  isOfPatient,
  isOfStudy,
  isoInstant,
  type OutlineContext,
  referencesOf,
  SIDE_OF_SITE,
} from './outline-context.ts';

interface Attached {
  readonly reference: string;
  readonly author: OutlineAuthor;
  readonly laterality: Laterality;
  readonly label?: string;
  readonly created?: string;
  readonly contentType: string;
  /** Base64; where it is not there, `url` says where the file is. */
  readonly data?: string;
  readonly url?: string;
}

export type AttachedFile = Attached &
  ({ readonly kind: 'dicom-object' } | { readonly kind: 'mask-image'; readonly imageSopInstanceUid: string });

const references = z.array(z.unknown()).max(200).optional();
const concept = z.looseObject({
  coding: z
    .array(z.looseObject({ code: z.string().optional() }))
    .max(50)
    .optional(),
});
const concepts = z.array(concept).max(50).optional();
const attachment = z.looseObject({
  contentType: z.string().max(200).optional(),
  url: z.string().max(2048).optional(),
  data: z.string().optional(),
  title: z.string().max(200).optional(),
});
const common = {
  id: z.string().max(64),
  status: z.string(),
  subject: z.looseObject({ reference: z.string().optional() }),
  modifierExtension: z.array(z.unknown()).max(0).optional(),
};
const documentReference = z.looseObject({
  resourceType: z.literal('DocumentReference'),
  ...common,
  type: concept.optional(),
  category: concepts,
  date: z.string().optional(),
  author: references,
  content: z.array(z.looseObject({ attachment })).max(20),
  context: z.looseObject({ related: references }).optional(),
});
const media = z.looseObject({
  resourceType: z.literal('Media'),
  ...common,
  type: concept.optional(),
  modality: concept.optional(),
  bodySite: concept.optional(),
  createdDateTime: z.string().optional(),
  operator: z.unknown().optional(),
  device: z.unknown().optional(),
  basedOn: references,
  partOf: references,
  content: attachment,
});

type Concept = z.infer<typeof concept>;

export function attachedFiles(resource: unknown, context: OutlineContext): readonly AttachedFile[] {
  const document = documentReference.safeParse(resource);
  if (document.success) {
    const { type, category = [], content, date, author, context: of, ...read } = document.data;
    if (read.status !== 'current') return [];
    const codes = codesOf([type, ...category]);
    return content.flatMap((item) =>
      fileOf(
        { ...read, codes, actors: author, sites: [], created: date, related: of?.related ?? [], attachment: item.attachment },
        context,
      ),
    );
  }
  const picture = media.safeParse(resource);
  if (!picture.success || picture.data.status !== 'completed') return [];
  const {
    type,
    modality,
    bodySite,
    createdDateTime,
    operator,
    device,
    basedOn = [],
    partOf = [],
    content,
    ...read
  } = picture.data;
  const found = {
    codes: codesOf([type, modality]),
    actors: [operator, device],
    sites: codesOf([bodySite]),
    created: createdDateTime,
  };
  return fileOf({ ...read, ...found, related: [...basedOn, ...partOf], attachment: content }, context);
}

interface Found {
  readonly resourceType: string;
  readonly id: string;
  readonly subject: { readonly reference?: string | undefined };
  readonly codes: readonly string[];
  readonly sites: readonly string[];
  readonly actors: readonly unknown[] | undefined;
  readonly created: string | undefined;
  readonly related: readonly unknown[];
  readonly attachment: z.infer<typeof attachment>;
}

/** DCM 113076 Segmentation, or the modality SEG. */
const MASK_CODES: readonly string[] = ['113076', 'SEG'];

function fileOf(found: Found, context: OutlineContext): readonly AttachedFile[] {
  const { data, url, title } = found.attachment;
  // Without parameters, as `application/dicom; transfer-syntax=...` has.
  const contentType = (found.attachment.contentType ?? '').split(';')[0]!.trim().toLowerCase();
  if (!isOfPatient(found.subject.reference, context) || !isOfStudy(found.related, context)) return [];
  if (data === undefined && url === undefined) return [];
  const created = isoInstant(found.created);
  const sides = new Set(found.sites.flatMap((code) => SIDE_OF_SITE.get(code) ?? []));
  const file: Attached = {
    reference: `${found.resourceType}/${found.id}`,
    author: authorOf(referencesOf(found.actors)),
    laterality: sides.size === 1 ? [...sides][0]! : 'unknown',
    contentType,
    ...(title === undefined ? {} : { label: title }),
    ...(created === undefined ? {} : { created }),
    ...(data === undefined ? {} : { data }),
    ...(url === undefined ? {} : { url }),
  };
  if (contentType === 'application/dicom') return [{ kind: 'dicom-object', ...file }];
  const imageSopInstanceUid = imageOf(found.related, context.study);
  const isMask = contentType === 'image/png' && found.codes.some((code) => MASK_CODES.includes(code));
  return isMask && imageSopInstanceUid !== undefined ? [{ kind: 'mask-image', ...file, imageSopInstanceUid }] : [];
}

/** The instance that a related identifier names; else the only ultrasound image of the study. */
function imageOf(related: readonly unknown[], study: StudyReference): string | undefined {
  const images = study.series
    .filter(({ modality }) => modality === 'US')
    .flatMap(({ instances }) => instances.map(({ sopInstanceUid }) => sopInstanceUid));
  const named = dicomUidsOf(related).filter(
    (uid) => uid !== study.studyUid && !study.series.some(({ seriesUid }) => seriesUid === uid),
  );
  if (named.length > 0) return named.length === 1 ? named[0] : undefined;
  return images.length === 1 ? images[0] : undefined;
}

function codesOf(of: readonly (Concept | undefined)[]): readonly string[] {
  return of.flatMap((item) => item?.coding ?? []).flatMap(({ code }) => code ?? []);
}
