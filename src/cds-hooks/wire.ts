/**
 * All CDS Hooks 2.0 wire types (https://cds-hooks.hl7.org/2.0/): requests as zod schemas, since they come from
 * outside; responses as plain types, since they are ours. Unknown fields and extensions are tolerated everywhere.
 */
import type { FhirResource } from 'fhir/r4.js';
import { z } from 'zod';

export const HOOKS = ['patient-view', 'order-select', 'order-sign'] as const;

/** FHIR R4 id; it becomes part of a query, so nothing else may pass. */
export const fhirId = z.string().regex(/^[A-Za-z0-9\-.]{1,64}$/, 'expected a FHIR id');
const userId = z
  .string()
  .regex(/^(Practitioner|PractitionerRole|Patient|RelatedPerson)\/[A-Za-z0-9\-.]{1,64}$/, 'expected e.g. Practitioner/123');
const bundle = z.looseObject({ entry: z.array(z.unknown()).optional() });

const baseContext = { userId, patientId: fhirId, encounterId: z.string().max(255).nullish() };

/** Hook contexts: hook definitions patient-view 1.0, order-select 1.0, order-sign 1.1. */
const contexts = {
  'patient-view': z.looseObject(baseContext),
  'order-select': z.looseObject({ ...baseContext, selections: z.array(z.string().max(255)).max(1000), draftOrders: bundle }),
  'order-sign': z.looseObject({ ...baseContext, draftOrders: bundle }),
} as const;

const envelope = {
  // Any version and variant: several clients make their own.
  hookInstance: z.guid(),
  fhirServer: z
    .url({ protocol: /^https?$/ })
    .max(2048)
    .nullish(),
  /** "OAuth 2.0 access token": some clients send it empty when their server is open. */
  fhirAuthorization: z
    .looseObject({
      access_token: z.string().max(16_384),
      token_type: z.string().regex(/^bearer$/i),
    })
    .nullish(),
  prefetch: z.record(z.string(), z.unknown()).nullish(),
};

const requestSchema = z
  .discriminatedUnion('hook', [
    z.looseObject({ hook: z.literal('patient-view'), context: contexts['patient-view'], ...envelope }),
    z.looseObject({ hook: z.literal('order-select'), context: contexts['order-select'], ...envelope }),
    z.looseObject({ hook: z.literal('order-sign'), context: contexts['order-sign'], ...envelope }),
  ])
  .refine((request) => !request.fhirAuthorization || typeof request.fhirServer === 'string', {
    path: ['fhirServer'],
    message: 'required where fhirAuthorization is present',
  });

export type HookRequest = z.infer<typeof requestSchema>;

export type ParsedRequest =
  | { readonly kind: 'request'; readonly request: HookRequest }
  | { readonly kind: 'malformed'; readonly problems: readonly { readonly field: string; readonly message: string }[] };

/** The problems name fields and expectations, never the values sent. */
export function parseHookRequest(body: unknown): ParsedRequest {
  const parsed = requestSchema.safeParse(body);
  if (parsed.success) return { kind: 'request', request: parsed.data };
  return {
    kind: 'malformed',
    problems: parsed.error.issues
      .slice(0, 10)
      .map((issue) => ({ field: issue.path.map(String).join('.') || 'body', message: issue.message })),
  };
}

/** "Discovery": one service. */
export interface Service {
  readonly hook: string;
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly prefetch: Readonly<Record<string, string>>;
}

export interface Discovery {
  readonly services: readonly Service[];
}

/** "Source". */
export interface CardSource {
  readonly label: string;
  readonly url?: string;
  readonly topic?: WireCoding;
}

export interface WireCoding {
  readonly system: string;
  readonly code: string;
  readonly display?: string;
}

/** "Action"; this service proposes to create drafts, and to delete drafts of the call. */
export type Action =
  | { readonly type: 'create'; readonly description: string; readonly resource: FhirResource }
  | { readonly type: 'delete'; readonly description: string; readonly resourceId: string };

/** "Suggestion". */
export interface Suggestion {
  readonly label: string;
  readonly uuid: string;
  readonly isRecommended?: boolean;
  readonly actions: readonly Action[];
}

/** "Link"; appContext only with type smart. */
export interface Link {
  readonly label: string;
  readonly url: string;
  readonly type: 'absolute' | 'smart';
  readonly appContext?: string;
}

/** "Card Attributes"; `indicator` critical exists in the standard, but PATHWAY M6 never uses it. */
export interface Card {
  readonly uuid: string;
  readonly summary: string;
  readonly detail?: string;
  readonly indicator: 'info' | 'warning';
  readonly source: CardSource;
  readonly suggestions?: readonly Suggestion[];
  readonly selectionBehavior?: 'any' | 'at-most-one';
  readonly overrideReasons?: readonly WireCoding[];
  readonly links?: readonly Link[];
  readonly extension?: Readonly<Record<string, string>>;
}

/** "CDS Service Response"; `cards` is present even when empty. */
export interface HookResponse {
  readonly cards: readonly Card[];
}
