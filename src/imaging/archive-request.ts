/**
 * One question to an archive: allowed addresses only, few redirects, limited size, within the deadline; asked again where the
 * archive is busy or does not know the media type. Every way it can fail becomes a reason; no body, path or credential gets
 * into the detail.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Deadline, NotProduced } from '../core/index.ts';
import { notProduced } from '../core/index.ts';
import type { AllowedAddress, AllowedArchive, ArchiveAddresses } from './archive-addresses.ts';
import { AnswerTooLarge, BadAnswer, limitedBody } from './archive-answer.ts';
import { MultipartError } from './multipart.ts';
import { retryDelayMs } from './retry-delay.ts';
import type { Turns } from './turns.ts';

export interface Answer<T> {
  readonly kind: 'answer';
  readonly value: T;
}

export interface ArchiveRequest<T> {
  readonly archive: string;
  /** Below the archive's base, encoded; or a whole address that the archive gave. */
  readonly path: string | { readonly address: string };
  /** In order of preference: the next one is tried where the archive does not know or cannot make the one before. */
  readonly accept: readonly [string, ...string[]];
  readonly body?: { readonly contentType: string; readonly bytes: Uint8Array };
  /** Requests of one key share a limit of how many run at a time. */
  readonly turn: string;
  readonly maxBytes: number;
  readonly deadline: Deadline;
  /** Reads a successful answer; what it throws is a bad answer. */
  readonly read: (response: Response, body: AsyncIterable<Uint8Array>) => Promise<T>;
}

export type AskArchive = <T>(request: ArchiveRequest<T>) => Promise<Answer<T> | NotProduced>;

export interface AskParts {
  readonly addresses: ArchiveAddresses;
  readonly fetchOf: (archive: AllowedArchive) => typeof globalThis.fetch;
  readonly turns: Turns;
  readonly random: () => number;
}

const MAX_REDIRECTS = 3;
/** With the waits between them at most 0.15 s: longer, and a caller would hear "still being computed" of a busy archive. */
const MAX_ATTEMPTS = 3;

export function createAskArchive(parts: AskParts): AskArchive {
  return async (request) => {
    const address = addressOf(request, parts.addresses);
    if (address === undefined) return notProduced('archive-not-allowed');
    const { signal } = request.deadline;
    const answered = await parts.turns.take(request.turn, signal, () => askInTurn(address, request, parts));
    return answered ?? notProduced('still-computing');
  };
}

function addressOf<T>({ archive, path }: ArchiveRequest<T>, addresses: ArchiveAddresses): AllowedAddress | undefined {
  if (typeof path === 'string') return addresses.below(archive, path);
  const base = addresses.below(archive, '');
  return base === undefined ? undefined : addresses.at(path.address, base.url);
}

async function askInTurn<T>(
  address: AllowedAddress,
  request: ArchiveRequest<T>,
  parts: AskParts,
): Promise<Answer<T> | NotProduced> {
  try {
    let attempt = 0;
    let form = 0;
    for (;;) {
      const response = await send(address, request, request.accept[form]!, parts);
      if ('kind' in response) return response;
      if (response.status >= 200 && response.status < 300) {
        return { kind: 'answer', value: await request.read(response, limitedBody(response, request.maxBytes)) };
      }
      await response.body?.cancel();
      if (CANNOT_MAKE.has(response.status) && form + 1 < request.accept.length) {
        form += 1;
      } else if (!BUSY.has(response.status) || ++attempt >= MAX_ATTEMPTS || !(await waited(response, attempt, request, parts))) {
        return statusFailure(response.status);
      }
    }
  } catch (error) {
    return request.deadline.signal.aborted ? notProduced('still-computing') : thrownFailure(error);
  }
}

/** False where the archive asks for more time than there is. */
async function waited<T>(
  response: Response,
  attempt: number,
  { deadline }: ArchiveRequest<T>,
  { random }: AskParts,
): Promise<boolean> {
  const delay = retryDelayMs(attempt - 1, response.headers.get('retry-after'), Date.now(), random);
  if (delay >= deadline.remainingMs()) return false;
  await sleep(delay, undefined, { signal: deadline.signal });
  return true;
}

/** Follows redirects of a GET, each to an allowed address and with the credential of that address. */
async function send<T>(
  first: AllowedAddress,
  request: ArchiveRequest<T>,
  accept: string,
  { addresses, fetchOf }: AskParts,
): Promise<Response | NotProduced> {
  let address = first;
  for (let hop = 0; ; hop++) {
    const response = await fetchOf(address.archive)(address.url, {
      method: request.body === undefined ? 'GET' : 'POST',
      headers: headers(request, accept, address.archive.authorization),
      redirect: 'manual',
      signal: request.deadline.signal,
      ...(request.body === undefined ? {} : { body: Buffer.from(request.body.bytes) }),
    });
    if (!REDIRECTS.has(response.status)) return response;
    await response.body?.cancel();
    if (request.body !== undefined || hop >= MAX_REDIRECTS) return notProduced('archive-bad-answer', 'redirect not followed');
    const target = addresses.at(response.headers.get('location') ?? '', address.url);
    if (target === undefined) return notProduced('archive-not-allowed', 'redirect');
    address = target;
  }
}

function headers<T>(request: ArchiveRequest<T>, accept: string, authorization: string | undefined): Record<string, string> {
  return {
    accept,
    // An archive that compresses takes longer than the wire does: 1.3 MB from Orthanc came in 300 ms with gzip, 30 ms without.
    'accept-encoding': 'identity',
    ...(request.body === undefined ? {} : { 'content-type': request.body.contentType }),
    ...(authorization === undefined ? {} : { authorization }),
  };
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const BUSY = new Set([429, 503]);
/** What archives answer to a media type or transfer syntax that they do not know or cannot make; Orthanc gives 400 and 500. */
const CANNOT_MAKE = new Set([400, 406, 415, 500, 501]);
const UNAVAILABLE = new Set([429, 502, 503, 504]);

function statusFailure(status: number): NotProduced {
  if (status === 401 || status === 403) return notProduced('archive-refused', `status ${status}`);
  if (UNAVAILABLE.has(status)) return notProduced('archive-unreachable', `status ${status}`);
  return notProduced('archive-bad-answer', `status ${status}`);
}

function thrownFailure(error: unknown): NotProduced {
  if (error instanceof AnswerTooLarge) return notProduced('object-too-large');
  if (error instanceof MultipartError) return notProduced('archive-bad-answer', `multipart: ${error.message}`);
  if (error instanceof SyntaxError) return notProduced('archive-bad-answer', 'not JSON');
  if (error instanceof BadAnswer) return notProduced('archive-bad-answer', error.message);
  return notProduced('archive-unreachable');
}
