/**
 * What drug a draft is for where it only refers to a Medication (R4 medicationReference; R5 medication.reference): looked for in
 * the draft Bundle, in what was prefetched, then on the FHIR server of the call. What is found is put into the draft as a
 * contained Medication; what is not leaves the draft as it came, and its class is then "other".
 */
import type { Medication, MedicationRequest } from 'fhir/r4.js';
import { z } from 'zod';
import { type Deadline, type DraftOrders, isTooDeep, withinDeadline } from '../core/index.ts';
import type { FhirClient } from './client.ts';
import { base as anyResource, codeableConcept, reference } from './element-schemas.ts';
import { MAX_ENTRIES } from './search-result.ts';

/** Drafts beyond this many different Medications are not read from the server. */
const MOST_READ = 10;
const MAX_BYTES = 256 * 1024;
const RESOLVED = 'resolved-medication';

const medicationSchema = z.looseObject({
  resourceType: z.literal('Medication'),
  ...anyResource,
  status: z.string().optional(),
  code: codeableConcept,
});
const r5Medication = z.looseObject({ reference });

type Medications = ReadonlyMap<string, Medication>;

/** @param bundle the draft Bundle, whose entries may be named by fullUrl */
export function withBundledMedications(
  orders: readonly MedicationRequest[],
  bundle: unknown,
  base: string | undefined,
): readonly MedicationRequest[] {
  if (!orders.some((order) => openReference(order, base) !== undefined)) return orders;
  return withMedications(orders, medicationsIn(bundle), base);
}

/** Never throws: without the Medication the order is judged by what it says itself. */
export async function withReferredMedications(
  drafts: DraftOrders,
  from: { readonly prefetch: Readonly<Record<string, unknown>>; readonly client: FhirClient | undefined },
  deadline: Deadline,
): Promise<DraftOrders> {
  const { client } = from;
  const open = (orders: readonly MedicationRequest[]) =>
    new Set(orders.flatMap((order) => openReference(order, client?.base) ?? []));
  if (open(drafts.medicationRequests).size === 0) return drafts;
  const given = new Map(Object.values(from.prefetch).flatMap((value) => [...medicationsIn(value)]));
  const orders = withMedications(drafts.medicationRequests, given, client?.base);
  if (client === undefined) return { ...drafts, medicationRequests: orders };
  const names = [...open(orders)]
    .filter((name) => /^Medication\/[A-Za-z0-9-][A-Za-z0-9.-]{0,63}$/.test(name))
    .slice(0, MOST_READ);
  const read = await Promise.all(
    names.map(async (name) => {
      const work = readMedication(name, client, deadline).catch(() => undefined);
      return [name, await withinDeadline(work, deadline, undefined)] as const;
    }),
  );
  const found = new Map(read.flatMap(([name, medication]) => (medication === undefined ? [] : [[name, medication] as const])));
  return { ...drafts, medicationRequests: withMedications(orders, found, client.base) };
}

async function readMedication(name: string, client: FhirClient, deadline: Deadline): Promise<Medication | undefined> {
  const request = { address: name, accept: 'application/fhir+json', maxBytes: MAX_BYTES };
  const { status, bytes } = await client.send(request, deadline);
  if (status !== 200 || isTooDeep(bytes)) return undefined;
  const medication = medicationOf(JSON.parse(Buffer.from(bytes).toString('utf8')));
  return medication?.id === name.split('/')[1] ? medication : undefined;
}

/** The name of a Medication that is not contained, where the order names no drug itself. */
function openReference(order: MedicationRequest, base: string | undefined): string | undefined {
  if (order.medicationCodeableConcept !== undefined) return undefined;
  const name = medicationReferenceOf(order)?.reference?.split('/_history/')[0];
  if (name === undefined || name.startsWith('#')) return undefined;
  return base !== undefined && name.startsWith(`${base}/`) ? name.slice(base.length + 1) : name;
}

function medicationReferenceOf(order: MedicationRequest): MedicationRequest['medicationReference'] {
  if (order.medicationReference !== undefined) return order.medicationReference;
  const r5 = r5Medication.safeParse((order as { readonly medication?: unknown }).medication);
  return r5.success ? (r5.data.reference as MedicationRequest['medicationReference']) : undefined;
}

function withMedications(
  orders: readonly MedicationRequest[],
  medications: Medications,
  base: string | undefined,
): readonly MedicationRequest[] {
  return orders.map((order) => {
    const medication = medications.get(openReference(order, base) ?? '');
    if (medication === undefined) return order;
    return {
      ...order,
      medicationReference: { ...medicationReferenceOf(order), reference: `#${RESOLVED}` },
      contained: [{ ...medication, id: RESOLVED }, ...(order.contained ?? [])],
    };
  });
}

/** Medications of a Bundle or a bare array, or the one resource, by `Type/id`, `urn:uuid:id` and fullUrl. */
function medicationsIn(value: unknown): Medications {
  const entries = Array.isArray(value) ? value : ((value as { readonly entry?: unknown } | null)?.entry ?? [{ resource: value }]);
  const found = new Map<string, Medication>();
  for (const entry of Array.isArray(entries) ? entries.slice(0, MAX_ENTRIES) : []) {
    const { fullUrl, resource } = (entry ?? {}) as { readonly fullUrl?: unknown; readonly resource?: unknown };
    const medication = medicationOf(resource ?? entry);
    if (medication === undefined) continue;
    if (typeof fullUrl === 'string') found.set(fullUrl, medication);
    if (medication.id === undefined) continue;
    found.set(`Medication/${medication.id}`, medication);
    found.set(`urn:uuid:${medication.id}`, medication);
  }
  return found;
}

function medicationOf(json: unknown): Medication | undefined {
  if ((json as { readonly resourceType?: unknown } | null)?.resourceType !== 'Medication') return undefined;
  const parsed = medicationSchema.safeParse(json);
  return parsed.success && parsed.data.status !== 'entered-in-error' ? (parsed.data as unknown as Medication) : undefined;
}
