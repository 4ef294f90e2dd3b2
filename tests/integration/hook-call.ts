/** Calls a CDS service as an EHR does. */
import type { HookResponse } from '../../src/cds-hooks/index.ts';

export interface HookCall {
  readonly service: string;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface HookAnswer {
  readonly status: number;
  readonly ms: number;
  readonly body: HookResponse & {
    readonly resourceType?: string;
    readonly issue?: readonly { expression?: string[]; diagnostics?: string }[];
  };
}

export async function callHook(base: string, call: HookCall): Promise<HookAnswer> {
  const started = performance.now();
  const response = await fetch(`${base}/cds-services/${call.service}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...call.headers },
    body: typeof call.body === 'string' ? call.body : JSON.stringify(call.body),
  });
  const text = await response.text();
  return { status: response.status, ms: performance.now() - started, body: text === '' ? { cards: [] } : JSON.parse(text) };
}

export const HOOK_INSTANCE = 'd1577c69-dfbe-44ad-ba6d-3e05e953b2ea';

export function review(patientId: string, fhirServer: string | undefined, more: Record<string, unknown> = {}): HookCall {
  return {
    service: 'her2-low-patient-view',
    body: {
      hook: 'patient-view',
      hookInstance: HOOK_INSTANCE,
      ...(fhirServer === undefined ? {} : { fhirServer }),
      context: { userId: 'Practitioner/demo-practitioner', patientId },
      ...more,
    },
  };
}

export function sign(patientId: string, fhirServer: string, drafts: readonly unknown[]): HookCall {
  return {
    service: 'her2-low-order-sign',
    body: {
      hook: 'order-sign',
      hookInstance: HOOK_INSTANCE,
      fhirServer,
      context: {
        userId: 'Practitioner/demo-practitioner',
        patientId,
        draftOrders: { resourceType: 'Bundle', entry: drafts.map((resource) => ({ resource })) },
      },
    },
  };
}

/** The research line of a card's detail, or undefined. */
export function researchLine(answer: HookAnswer): string | undefined {
  return answer.body.cards[0]?.detail?.split('\n').find((line) => line.includes('Research:'));
}
