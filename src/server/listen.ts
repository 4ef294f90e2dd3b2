/** The HTTP server from its first byte to its last: it has an address before its parts are ready, and ends in order. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ServiceError } from '../core/index.ts';
import type { Config } from './config.ts';

/** Clients reuse connections: Node's default of 5 s closes them under a client that is about to send. */
const KEEP_ALIVE_MS = 65_000;
const LAST_ANSWERS_MS = 2000;

/** Its address on this machine. Answers 503 until another listener takes the requests. Throws ServiceError `bad-configuration`. */
export function listen(server: Server, config: Pick<Config, 'host' | 'port'>): Promise<string> {
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.on('request', (_request, response) => {
    response.writeHead(503, { 'retry-after': '1' }).end();
  });
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const problem =
        cause.code === 'EADDRINUSE' ? `port ${config.port} is in use; choose another` : `cannot listen (${cause.code})`;
      reject(new ServiceError('bad-configuration', `Setting PORT: ${problem}.`, { field: 'PORT', cause }));
    });
    server.listen(config.port, config.host, () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
}

/** Answers under way have two seconds. */
export async function stopServer(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), LAST_ANSWERS_MS).unref();
  });
}
