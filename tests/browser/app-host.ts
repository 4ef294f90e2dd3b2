/**
 * The built app beside the sandbox's real SMART server, with an answer to /app/details that a test chooses. The
 * content security policy is the service's strictest wish: nothing inline, nothing from elsewhere.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { DetailsRequest, DetailsResponse, FramesRequest, FramesResponse, OutlineRequest } from '../../src/core/index.ts';
import { createSandbox } from '../../src/sandbox/index.ts';

export interface AskedDetails extends DetailsRequest {
  readonly authorization: string | undefined;
}

export interface AppHost {
  readonly url: string;
  /** What the app asked for, newest last. */
  readonly asked: AskedDetails[];
  /** What the next calls of /app/details are answered with. */
  answer: { readonly status: number; readonly body?: DetailsResponse };
  /** What the next calls of /app/frames are answered with, and what they asked. */
  frames: FramesResponse;
  readonly askedFrames: FramesRequest[];
  /** Outlines that the app has sent, newest last; `refusal` is the answer where there is one. */
  readonly drawn: OutlineRequest[];
  refusal: string | undefined;
  /** Launch address for a patient, as the EHR would open it. */
  launchAddress(patient: string, options?: { readonly appContext?: string; readonly needPatientBanner?: boolean }): string;
  close(): Promise<void>;
}

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src 'self'";

export async function startAppHost(appFolder: string): Promise<AppHost> {
  const app = express();
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const sandbox = await createSandbox({ baseUrl: () => url, appFolder });
  const host: AppHost = {
    url,
    asked: [],
    answer: { status: 500 },
    frames: { images: [] },
    askedFrames: [],
    drawn: [],
    refusal: undefined,
    launchAddress(patient, options = {}) {
      const launch = sandbox.createLaunch({ patient, ...options });
      return `${url}/app/launch.html?${new URLSearchParams({ iss: `${url}/sandbox/fhir`, launch })}`;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
  app.use((_request, response, next) => {
    response.set('content-security-policy', POLICY);
    next();
  });
  app.post('/app/details', express.json(), (request, response) => {
    host.asked.push({ ...(request.body as DetailsRequest), authorization: request.get('authorization') });
    response
      .set('x-request-id', 'request-7')
      .status(host.answer.status)
      .json(host.answer.body ?? {});
  });
  app.post('/app/frames', express.json(), (request, response) => {
    host.askedFrames.push(request.body as FramesRequest);
    response.json(host.frames);
  });
  app.post('/app/outline', express.json(), (request, response) => {
    host.drawn.push(request.body as OutlineRequest);
    if (host.refusal === undefined) response.status(201).json({});
    else response.status(422).json({ issue: [{ diagnostics: host.refusal }] });
  });
  app.use('/app', express.static(appFolder));
  app.use(sandbox.router);
  return host;
}
