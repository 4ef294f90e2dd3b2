/**
 * ImagingSelection (FHIR R5) with regions in pixels of one image, and its two forms on R4 servers: a Basic resource with the
 * cross-version extension of the whole resource, or with one of each element. Coordinates are those of DICOM: 0\0 is the outer
 * corner of the first pixel. An interpolated line (a spline) and points outline nothing that can be measured.
 */
import { z } from 'zod';
import type { Laterality, OutlineAuthor, RegionShape } from '../core/index.ts';
import { authorOf, isoInstant, referencesOf, SIDE_OF_SITE } from './outline-context.ts';

export interface SelectedRegions {
  readonly studyUid: string | undefined;
  /** References of what it was derived from. */
  readonly derivedFrom: readonly string[];
  readonly subject: string | undefined;
  readonly imageSopInstanceUid: string;
  readonly imageSeriesUid?: string;
  readonly frame?: number;
  readonly shapes: readonly RegionShape[];
  readonly author: OutlineAuthor;
  readonly laterality: Laterality;
  readonly created?: string;
}

const EXTENSION = 'http://hl7.org/fhir/5.0/StructureDefinition/extension-ImagingSelection';

/** Every element as a list, as extensions have it; a resource has it as a value or a list. */
type Elements = Readonly<Record<string, readonly unknown[]>>;

/** Undefined where it is not one, is not in force, or selects no region on one image. */
export function selectedRegions(resource: unknown): SelectedRegions | undefined {
  const parsed = shell.safeParse(resource);
  if (!parsed.success) return undefined;
  const selection = parsed.data.resourceType === 'Basic' ? ofExtensions(parsed.data.extension ?? []) : listed(parsed.data);
  if (text(selection, 'status') !== 'available') return undefined;
  const [instance, ...others] = (selection.instance ?? []).map(listed);
  if (instance === undefined || others.length > 0) return undefined;
  const imageSopInstanceUid = bareUid(text(instance, 'uid'));
  const regions = (instance.imageRegion2D ?? []).map(listed);
  const shapes = regions.flatMap((region) => shapeOf(text(region, 'regionType'), region.coordinate ?? []));
  if (imageSopInstanceUid === undefined || shapes.length === 0 || shapes.length !== regions.length) return undefined;
  const subset = (instance.subset ?? []).map(Number);
  if (subset.length > 1 || !subset.every((frame) => Number.isInteger(frame) && frame >= 1)) return undefined;
  const imageSeriesUid = bareUid(text(selection, 'seriesUid'));
  const created = isoInstant(text(selection, 'issued'));
  return {
    studyUid: bareUid(text(selection, 'studyUid')),
    derivedFrom: referencesOf(selection.derivedFrom),
    subject: parsed.data.subject?.reference ?? referencesOf(selection.subject)[0],
    imageSopInstanceUid,
    ...(imageSeriesUid === undefined ? {} : { imageSeriesUid }),
    ...(subset[0] === undefined ? {} : { frame: subset[0] }),
    shapes,
    author: authorOf((selection.performer ?? []).map(listed).flatMap((performer) => referencesOf(performer.actor))),
    laterality: sideOf(selection.bodySite ?? []),
    ...(created === undefined ? {} : { created }),
  };
}

const extension: z.ZodType<Extension> = z.lazy(() =>
  z.looseObject({ url: z.string(), extension: z.array(extension).max(1000).optional() }),
);
interface Extension {
  readonly url: string;
  readonly extension?: readonly Extension[] | undefined;
  readonly [value: string]: unknown;
}
const shell = z.looseObject({
  resourceType: z.enum(['ImagingSelection', 'Basic']),
  subject: z.looseObject({ reference: z.string().optional() }).optional(),
  modifierExtension: z.array(z.unknown()).max(0).optional(),
  extension: z.array(extension).max(1000).optional(),
});

function ofExtensions(extensions: readonly Extension[]): Elements {
  const whole = extensions.find(({ url }) => url === EXTENSION);
  const parts = whole?.extension ?? extensions.filter(({ url }) => url.startsWith(`${EXTENSION}.`));
  return elementsOf(parts);
}

function elementsOf(parts: readonly Extension[]): Elements {
  const elements: Record<string, unknown[]> = Object.create(null);
  for (const part of parts) {
    const name = part.url.slice(Math.max(part.url.lastIndexOf('.'), part.url.lastIndexOf('/')) + 1);
    const value =
      part.extension === undefined
        ? Object.entries(part).find(([key]) => key.startsWith('value'))?.[1]
        : { ...elementsOf(part.extension) };
    elements[name] = [...(elements[name] ?? []), value];
  }
  return elements;
}

function listed(value: unknown): Elements {
  const elements: Record<string, readonly unknown[]> = Object.create(null);
  if (typeof value !== 'object' || value === null) return elements;
  for (const [name, element] of Object.entries(value)) elements[name] = Array.isArray(element) ? element : [element];
  return elements;
}

function text(elements: Elements, name: string): string | undefined {
  const value = elements[name]?.[0];
  return typeof value === 'string' ? value : undefined;
}

function bareUid(value: string | undefined): string | undefined {
  const bare = value?.replace(/^urn:oid:/, '');
  return bare !== undefined && /^[0-9.]{1,64}$/.test(bare) ? bare : undefined;
}

function shapeOf(type: string | undefined, coordinates: readonly unknown[]): readonly RegionShape[] {
  const points = coordinates.filter((value): value is number => typeof value === 'number');
  if (points.length !== coordinates.length || points.length > 200_000) return [];
  if (type === 'polyline') return points.length >= 6 ? [{ type: 'polygon', points }] : [];
  return type === 'circle' || type === 'ellipse' ? [{ type, points }] : [];
}

/** CodeableReference of R5, or the CodeableConcept in it. */
function sideOf(sites: readonly unknown[]): Laterality {
  const concepts = sites.flatMap((site) => listed(site).concept ?? [site]);
  const codes = concepts.flatMap((concept) => listed(concept).coding ?? []).map((coding) => text(listed(coding), 'code') ?? '');
  const sides = new Set(codes.flatMap((code) => SIDE_OF_SITE.get(code) ?? []));
  return sides.size === 1 ? [...sides][0]! : 'unknown';
}
