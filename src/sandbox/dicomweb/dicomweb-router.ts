/** HTTP of the embedded DICOMweb archive (PS3.18 section 10): QIDO-RS, WADO-RS and STOW-RS addresses around the archive. */
import express, { type ErrorRequestHandler, type Request, type Response, type Router } from 'express';
import { type AcceptedType, parseAccept } from './accept.ts';
import type { ArchivedInstance, DicomArchive } from './dicom-archive.ts';
import { DicomwebFailure } from './dicomweb-failure.ts';
import { readParts, writeMultipart } from './multipart.ts';
import { frameParts, instanceMetadata, instanceParts, renderedFrame } from './retrieve.ts';
import { type Level, searchArchive } from './search-studies.ts';
import { storeInstances } from './store-instances.ts';

export interface DicomwebServer {
  readonly archive: DicomArchive;
  /** Absolute address that the router is mounted at, without a trailing slash. */
  readonly base: () => string;
  readonly verifyToken?: (token: string) => Promise<object | undefined>;
  readonly requireToken?: boolean;
}

const BODY_LIMIT = '256mb';
const JSON_TYPE = 'application/dicom+json';

export function dicomwebRouter({ archive, base, verifyToken, requireToken }: DicomwebServer): Router {
  const router = express.Router();
  router.use(async (request, _response, next) => {
    const token = request.get('authorization');
    if (token === undefined && !requireToken) return next();
    const bearer = /^Bearer ([^\s]{1,8000})$/i.exec(token ?? '')?.[1];
    if (bearer === undefined || (await verifyToken?.(bearer)) === undefined)
      throw new DicomwebFailure(401, 'The access token is missing, invalid or has expired');
    next();
  });

  const search = (level: Level) => (request: Request, response: Response) => {
    const { study, series } = request.params;
    const query = [...new URL(request.originalUrl, 'http://local').searchParams];
    const results = searchArchive(archive, {
      level,
      query,
      base: base(),
      ...(study === undefined ? {} : { studyUid: String(study) }),
      ...(series === undefined ? {} : { seriesUid: String(series) }),
    });
    sendJson(request, response, 200, results);
  };
  router.get('/studies', search('studies'));
  router.get(['/series', '/studies/:study/series'], search('series'));
  router.get(['/instances', '/studies/:study/instances', '/studies/:study/series/:series/instances'], search('instances'));

  const entities = ['/studies/:study', '/studies/:study/series/:series', '/studies/:study/series/:series/instances/:instance'];
  const instanceAddress = entities[2]!;
  router.get(entities, (request, response) => {
    const parts = instanceParts(requested(archive, request), accepted(request), base());
    sendMultipart(response, parts, 'application/dicom');
  });
  router.get(
    entities.map((address) => `${address}/metadata`),
    (request, response) => {
      sendJson(request, response, 200, requested(archive, request).map(instanceMetadata));
    },
  );
  router.get(`${instanceAddress}/frames/:frames`, (request, response) => {
    const parts = frameParts(requested(archive, request)[0]!, String(request.params.frames), accepted(request), base());
    sendMultipart(response, parts, parts[0]!.contentType.split(';')[0]!);
  });
  router.get([`${instanceAddress}/rendered`, `${instanceAddress}/frames/:frames/rendered`], async (request, response) => {
    const instance = requested(archive, request)[0]!;
    const { contentType, bytes } = await renderedFrame(instance, String(request.params.frames ?? '1'), accepted(request));
    response.type(contentType).send(Buffer.from(bytes));
  });

  const body = express.raw({ type: 'multipart/related', limit: BODY_LIMIT });
  router.post(['/studies', '/studies/:study'], body, async (request, response) => {
    if (!Buffer.isBuffer(request.body)) throw new DicomwebFailure(415, 'Send multipart/related; type="application/dicom"');
    const parts = await readParts(request.get('content-type') ?? '', request.body);
    const { study } = request.params;
    const { status, dataset } = storeInstances(archive, parts, base(), study === undefined ? undefined : String(study));
    sendJson(request, response, status, dataset);
  });

  router.use(() => {
    throw new DicomwebFailure(404, 'This address is not served');
  });
  router.use(renderFailure);
  return router;
}

/** The instances that the address names; 404 where there are none. */
function requested(archive: DicomArchive, request: Request): ArchivedInstance[] {
  const { study, series, instance } = request.params as Record<string, string | undefined>;
  const instances = archive.instances(study, series, instance);
  if (instances.length === 0) throw new DicomwebFailure(404, 'No such study, series or instance');
  return instances;
}

/** The `accept` query parameter stands in for the header where a browser cannot set it (PS3.18 8.3.3.1). */
function accepted(request: Request): AcceptedType[] {
  const parameter = request.query.accept;
  return parseAccept(typeof parameter === 'string' ? parameter : request.get('accept'));
}

function sendJson(request: Request, response: Response, status: number, value: unknown): void {
  const types = new Set(['*/*', 'application/*', JSON_TYPE, 'application/json']);
  if (!accepted(request).some(({ mediaType }) => types.has(mediaType)))
    throw new DicomwebFailure(406, `Answers are ${JSON_TYPE}`);
  response.status(status).type(JSON_TYPE).send(JSON.stringify(value));
}

function sendMultipart(response: Response, parts: Parameters<typeof writeMultipart>[0], type: string): void {
  const { contentType, body } = writeMultipart(parts, type);
  // Not response.type(): it would add a charset to what is not text.
  response.status(200).setHeader('Content-Type', contentType).end(body);
}

const renderFailure: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (response.headersSent) {
    next(error);
    return;
  }
  const { status, message } = asFailure(error);
  if (status === 401) response.set('WWW-Authenticate', 'Bearer realm="sandbox"');
  response.status(status).type('text/plain').send(message);
};

function asFailure(error: unknown): { readonly status: number; readonly message: string } {
  if (error instanceof DicomwebFailure) return error;
  const status = error instanceof Error && 'status' in error ? error.status : 500;
  if (status === 413) return { status, message: `A body may have at most ${BODY_LIMIT}` };
  if (typeof status === 'number' && status >= 400 && status < 500) return { status, message: 'The request is not readable' };
  return { status: 500, message: 'Internal failure' };
}
