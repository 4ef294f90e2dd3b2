/**
 * One CDS Hooks 2.0 call as an EHR makes it: discovery, prefetch templates filled from the FHIR server ("Prefetch
 * tokens"), the request, the answer. A query that fails is left out of prefetch, as the standard allows.
 */
import type { Card, Discovery, HookResponse, Service } from '../../../src/cds-hooks/index.ts';
import type { DemoPatient, Order } from './demo-patient.ts';
import { fhirGet } from './sandbox-fhir.ts';
import { SIGNED_IN_USER } from './signed-in-user.ts';

export type HookName = 'patient-view' | 'order-select' | 'order-sign';

export interface HookCall {
  readonly serviceId: string;
  readonly request: unknown;
  readonly response: unknown;
  readonly status: number;
  readonly prefetchMs: number;
  readonly answerMs: number;
  readonly cards: readonly Card[];
}

interface HookInput {
  readonly hook: HookName;
  readonly patient: DemoPatient;
  readonly drafts: readonly Order[];
  readonly fhirServer: string;
  readonly signal: AbortSignal;
}

/** Calls every service that discovery lists for the hook, one after the other. */
export async function callHook(input: HookInput): Promise<readonly HookCall[]> {
  const response = await fetch('/cds-services', { signal: input.signal, cache: 'no-store' });
  if (!response.ok) throw new Error(`Discovery was answered with ${response.status}.`);
  const { services } = (await response.json()) as Discovery;
  const calls: HookCall[] = [];
  for (const service of services.filter(({ hook }) => hook === input.hook)) calls.push(await callService(service, input));
  return calls;
}

async function callService(service: Service, { hook, patient, drafts, fhirServer, signal }: HookInput): Promise<HookCall> {
  const started = performance.now();
  const context = { userId: SIGNED_IN_USER, patientId: patient.patientId, ...orderContext(hook, drafts) };
  const prefetch = await readPrefetch(service.prefetch ?? {}, context);
  const request = { hook, hookInstance: crypto.randomUUID(), fhirServer, context, prefetch };
  const asked = performance.now();
  const response = await fetch(`/cds-services/${encodeURIComponent(service.id)}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify(request),
    signal,
  });
  const answer: unknown = await response.json().catch(() => undefined);
  const cards = (answer as Partial<HookResponse> | undefined)?.cards;
  return {
    serviceId: service.id,
    request,
    response: answer,
    status: response.status,
    prefetchMs: asked - started,
    answerMs: performance.now() - asked,
    cards: response.ok && Array.isArray(cards) ? cards : [],
  };
}

function orderContext(hook: HookName, drafts: readonly Order[]) {
  if (hook === 'patient-view') return {};
  const draftOrders = { resourceType: 'Bundle', type: 'collection', entry: drafts.map((resource) => ({ resource })) };
  const selections = drafts.map((order) => `${order.resourceType}/${order.id}`);
  return hook === 'order-select' ? { selections, draftOrders } : { draftOrders };
}

async function readPrefetch(
  templates: Readonly<Record<string, string>>,
  context: { readonly userId: string; readonly patientId: string },
): Promise<Readonly<Record<string, unknown>>> {
  const read = await Promise.allSettled(
    Object.entries(templates).flatMap(([key, template]) => {
      const query = filled(template, context);
      return query === undefined ? [] : [fhirGet(query).then((answer) => [key, answer] as const)];
    }),
  );
  return Object.fromEntries(read.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])));
}

/** undefined where a token has no value for this user: the template is then not asked for. */
function filled(
  template: string,
  { userId, patientId }: { readonly userId: string; readonly patientId: string },
): string | undefined {
  const tokens: Readonly<Record<string, string>> = {
    'context.patientId': patientId,
    'context.userId': userId,
    userPractitionerId: userId.split('/')[1]!,
  };
  let complete = true;
  const query = template.replace(/\{\{\s*([^}\s]+)\s*\}\}/g, (_, name: string) => {
    if (tokens[name] === undefined) complete = false;
    return encodeURIComponent(tokens[name] ?? '');
  });
  return complete ? query : undefined;
}
