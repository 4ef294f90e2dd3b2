/**
 * Reads one FHIR server with one access token (CDS Hooks fhirAuthorization). The only place that knows the token.
 * Addresses outside the allow-list, redirects and `next` links to another server are refused; answers are bounded.
 */
import { type Deadline, isTooDeep, ServiceError } from '../core/index.ts';
import { joinPages, readSearchResult, type SearchResult } from './search-result.ts';

export interface FhirClient {
  /** Base address without a trailing slash. */
  readonly base: string;
  /** Runs a relative query (`Patient/1`, `Observation?patient=1`), following pages. Throws ServiceError. */
  query(relative: string, deadline: Deadline): Promise<SearchResult>;
  /**
   * One request below the base, whatever its answer's status and media type. Throws `fhir-unavailable` where there is no answer,
   * or one longer than `maxBytes`.
   */
  send(request: FhirExchange, deadline: Deadline): Promise<FhirAnswer>;
}

export interface FhirExchange {
  /** `Binary/1`, or an absolute address below the base. */
  readonly address: string;
  readonly accept: string;
  /** Sent by POST as application/fhir+json. */
  readonly body?: unknown;
  readonly maxBytes: number;
}

export interface FhirAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

export interface FhirClientOptions {
  readonly base: string;
  readonly token?: string;
  readonly allow: readonly string[];
  readonly fetch?: typeof fetch;
  readonly maxBytes?: number;
  readonly maxPages?: number;
}

const FHIR_JSON = 'application/fhir+json';
const MAX_BYTES = 20 * 1024 * 1024;
const MAX_PAGES = 10;

/** True where `url` is `base` itself or below it: same scheme, host, port and path prefix. */
export function isBelow(url: string, base: string): boolean {
  if (!URL.canParse(url) || !URL.canParse(base)) return false;
  const address = new URL(url);
  const allowed = new URL(base);
  const path = allowed.pathname.endsWith('/') ? allowed.pathname : `${allowed.pathname}/`;
  return (
    address.origin === allowed.origin &&
    address.username === '' &&
    address.password === '' &&
    `${address.pathname}/`.startsWith(path)
  );
}

/** Throws `address-not-allowed` where the base is not on the allow-list. */
export function createFhirClient(options: FhirClientOptions): FhirClient {
  const base = options.base.replace(/\/+$/, '');
  if (!options.allow.some((allowed) => allowed.replace(/\/+$/, '') === base)) {
    throw new ServiceError('address-not-allowed', 'fhirServer is not on the allow-list of this service.', {
      field: 'fhirServer',
    });
  }
  const get = options.fetch ?? fetch;
  const maxBytes = options.maxBytes ?? MAX_BYTES;
  const headers: Record<string, string> = { accept: FHIR_JSON };
  if (options.token !== undefined && options.token !== '') headers.authorization = `Bearer ${options.token}`;

  async function fetchJson(url: string, deadline: Deadline): Promise<unknown> {
    let response: Response;
    try {
      response = await get(url, { headers, signal: deadline.signal, redirect: 'error' });
    } catch (cause) {
      throw new ServiceError('fhir-unavailable', 'The FHIR server could not be reached in time.', { cause });
    }
    if (response.status === 401 || response.status === 403) {
      await response.body?.cancel();
      throw new ServiceError('fhir-refused', `The FHIR server answered ${response.status}.`);
    }
    // That one resource is not there is an answer; that there is no such search is a failure.
    if ((response.status === 404 || response.status === 410) && !url.includes('?')) {
      await response.body?.cancel();
      return null;
    }
    if (!response.ok) {
      await response.body?.cancel();
      throw new ServiceError('fhir-unavailable', `The FHIR server answered ${response.status}.`);
    }
    try {
      return parseBounded(await boundedBytes(response, maxBytes));
    } catch (cause) {
      throw new ServiceError('fhir-unavailable', 'The FHIR server gave an unreadable answer.', { cause });
    }
  }

  async function query(relative: string, deadline: Deadline): Promise<SearchResult> {
    const first = `${base}/${relative}`;
    if (!isBelow(first, base)) throw new ServiceError('internal', 'A FHIR query left its server.');
    let result = readSearchResult(await fetchJson(first, deadline));
    for (let page = 1; result.kind === 'found' && result.next !== undefined; page += 1) {
      if (page >= (options.maxPages ?? MAX_PAGES)) return { kind: 'failed' };
      if (!isBelow(result.next, base)) return { kind: 'failed' };
      const more = readSearchResult(await fetchJson(result.next, deadline));
      if (more.kind === 'failed') return more;
      result = joinPages(result, more);
    }
    return result;
  }

  async function send({ address, accept, body, maxBytes: limit }: FhirExchange, deadline: Deadline): Promise<FhirAnswer> {
    const url = /^https?:/i.test(address) ? address : `${base}/${address}`;
    if (!isBelow(url, base)) throw new ServiceError('address-not-allowed', 'The address is not on the FHIR server of this call.');
    const sent =
      body === undefined
        ? { headers: { ...headers, accept } }
        : { method: 'POST', headers: { ...headers, accept, 'content-type': FHIR_JSON }, body: JSON.stringify(body) };
    try {
      const response = await get(url, { ...sent, signal: deadline.signal, redirect: 'error' });
      const bytes = await boundedBytes(response, limit);
      return { status: response.status, contentType: response.headers.get('content-type') ?? '', bytes };
    } catch (cause) {
      throw new ServiceError('fhir-unavailable', 'The FHIR server gave no usable answer in time.', { cause });
    }
  }

  return { base, query, send };
}

async function boundedBytes(response: Response, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of response.body ?? []) {
    total += chunk.byteLength;
    if (total > maxBytes) throw new Error(`answer longer than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parseBounded(bytes: Buffer): unknown {
  if (isTooDeep(bytes)) throw new Error('answer nested too deep');
  return JSON.parse(bytes.toString('utf8'));
}
