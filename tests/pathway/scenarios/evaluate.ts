/** A scenario all the way: hook request, record, facts, row, card. Everything but HTTP and the image. */
import { cards, fillPrefetchTokens, type HookResponse, parseHookRequest } from '../../../src/cds-hooks/index.ts';
import { type Deadline, type DraftOrders, deadlineIn, type ImagingFacts, type PathwayFacts } from '../../../src/core/index.ts';
import { gather, NO_DRAFTS, readDraftOrders } from '../../../src/fhir/index.ts';
import { type Application, compileContent, type ServiceContent } from '../../../src/pathway/index.ts';
import { tissueFacts } from '../../../src/tumour/index.ts';
import {
  contentFiles,
  HIGH,
  LOW,
  NO_IMAGING,
  NO_OUTLINE,
  OUT_OF_DISTRIBUTION,
  content as shipped,
  TODAY,
  UNCERTAIN,
} from '../her2-low-content.ts';
import { type HookBody, hookBody } from './record-of.ts';
import type { Description, ImagingName } from './scenario.ts';

export const IMAGING: Readonly<Record<ImagingName, ImagingFacts>> = {
  high: HIGH,
  low: LOW,
  uncertain: UNCERTAIN,
  'out-of-distribution': OUT_OF_DISTRIBUTION,
  'no-outline': NO_OUTLINE,
  'no-study': { ...NO_IMAGING, state: 'not-produced', codes: ['no-study'], reasonText: 'no breast ultrasound study found' },
  'still-computing': { ...NO_IMAGING, state: 'not-produced', codes: ['still-computing'], reasonText: 'still being computed' },
  none: NO_IMAGING,
};

export interface Evaluated {
  readonly content: ServiceContent;
  readonly facts: PathwayFacts;
  readonly application: Application;
  readonly response: HookResponse;
}

/** @param change made to the hook request before it is sent */
export async function evaluate(
  scenario: Description,
  imaging: ImagingName = scenario.imaging ?? 'none',
  change: (body: HookBody) => HookBody = (body) => body,
): Promise<Evaluated> {
  const content = contentOf(scenario.site);
  const facts = { ...(await tissueOf(change(hookBody(scenario)), content)), imaging: IMAGING[imaging] };
  const application = content.apply(facts);
  return { content, facts, application, response: responseOf(application, facts.patientId) };
}

export function responseOf(application: Application, patientId: string): HookResponse {
  let count = 0;
  const newId = () => {
    count += 1;
    return `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`;
  };
  return cards(application.proposal, { patientId, launchUrl: 'https://cds.example/app/launch.html', newId });
}

async function tissueOf(body: HookBody, content: ServiceContent): Promise<Omit<PathwayFacts, 'imaging'>> {
  const parsed = parseHookRequest(body);
  if (parsed.kind === 'malformed') throw new Error(parsed.problems[0]?.field);
  const { hook, context, prefetch } = parsed.request;
  const service = content.services.find((entry) => entry.hook === hook)!;
  const queries = Object.fromEntries(
    Object.entries(service.prefetch).flatMap(([key, template]) => {
      const query = fillPrefetchTokens(template, context);
      return query === undefined ? [] : [[key, query]];
    }),
  );
  const never: Deadline = deadlineIn(60_000);
  const record = await gather(
    {
      patientId: context.patientId,
      queries,
      required: new Set(service.requiredPrefetch),
      prefetch: prefetch ?? {},
      client: undefined,
    },
    { record: never, imaging: never },
  );
  const drafts = draftsOf(parsed.request);
  const { orderClasses, site } = content;
  const tissue = tissueFacts(record, drafts, { today: TODAY, orderClasses, openOrderDays: site.windows.openOrderDays });
  return { ...tissue, hook, today: TODAY, patientId: context.patientId };
}

function draftsOf(request: Extract<ReturnType<typeof parseHookRequest>, { kind: 'request' }>['request']): DraftOrders {
  if (request.hook === 'patient-view') return NO_DRAFTS;
  const selections = request.hook === 'order-select' ? request.context.selections : [];
  const bundle = { resourceType: 'Bundle', ...request.context.draftOrders };
  return readDraftOrders(bundle, selections, request.context.patientId, undefined)!;
}

const contents = new Map<string, ServiceContent>();

function contentOf(site: Description['site']): ServiceContent {
  if (site === undefined) return shipped;
  const key = JSON.stringify(site);
  const known = contents.get(key);
  if (known !== undefined) return known;
  const files = contentFiles();
  const compiled = compileContent(files.set('site.json', { ...(files.get('site.json') as object), ...site }), TODAY);
  contents.set(key, compiled);
  return compiled;
}
