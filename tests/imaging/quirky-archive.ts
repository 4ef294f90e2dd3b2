/** An HTTP server that answers as archives in the field and in bad dreams do; each path below the base is one behaviour. */
import { createServer as createPlainServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';

export interface Asked {
  readonly path: string;
  readonly accept: string;
  readonly authorization: string | undefined;
  /** Name in the client's certificate. */
  readonly client: string | undefined;
}

export type Behaviour = (request: IncomingMessage, response: ServerResponse, attempt: number) => void;

export interface QuirkyArchive {
  readonly base: string;
  readonly asked: Asked[];
  /** Connections that were opened. */
  readonly connections: () => number;
  /** Most requests that ran at one time. */
  readonly mostAtOnce: () => number;
  stop(): Promise<void>;
}

export interface TlsFiles {
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
}

/** `behave` is called with how often the same path was asked before. */
export async function startQuirkyArchive(behave: Behaviour, tls?: TlsFiles): Promise<QuirkyArchive> {
  const asked: Asked[] = [];
  let connections = 0;
  let running = 0;
  let most = 0;
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    const path = request.url ?? '';
    const attempt = asked.filter((earlier) => earlier.path === path).length;
    asked.push({
      path,
      accept: request.headers.accept ?? '',
      authorization: request.headers.authorization,
      client: clientName(request.socket),
    });
    running += 1;
    most = Math.max(most, running);
    response.on('finish', () => {
      running -= 1;
    });
    behave(request, response, attempt);
  };
  const server: Server =
    tls === undefined
      ? createPlainServer(listener)
      : createTlsServer(
          { cert: tls.certificate, key: tls.key, ca: tls.ca, requestCert: true, rejectUnauthorized: true },
          listener,
        );
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    base: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}/dicom-web`,
    asked,
    connections: () => connections,
    mostAtOnce: () => most,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function clientName(socket: Socket): string | undefined {
  if (!('getPeerCertificate' in socket)) return undefined;
  const certificate = (socket as unknown as { getPeerCertificate(): { subject?: { CN?: string } } }).getPeerCertificate();
  return certificate.subject?.CN;
}
