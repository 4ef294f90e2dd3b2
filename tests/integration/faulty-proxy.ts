/** An HTTP proxy in front of one real server that can be told to fail in the ways that servers fail. */
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Fault =
  | { readonly kind: 'none' }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'delay'; readonly ms: number }
  | { readonly kind: 'garbage' }
  | { readonly kind: 'reset' }
  | { readonly kind: 'redirect'; readonly to: string };

export interface FaultyProxy {
  readonly origin: string;
  /** Applied to requests whose path matches `only` (all by default). */
  set(fault: Fault, only?: RegExp): void;
  /** Paths asked for since the last call. */
  taken(): readonly string[];
  stop(): void;
}

export async function startFaultyProxy(target: string): Promise<FaultyProxy> {
  let fault: Fault = { kind: 'none' };
  let only = /./;
  let seen: string[] = [];
  const server = createServer((incoming, outgoing) => {
    seen.push(incoming.url!);
    const active: Fault = only.test(incoming.url!) ? fault : { kind: 'none' };
    const forward = () => {
      const upstream = httpRequest(
        `${target}${incoming.url}`,
        { method: incoming.method, headers: incoming.headers },
        (answer) => {
          outgoing.writeHead(answer.statusCode!, answer.headers);
          answer.pipe(outgoing);
        },
      );
      upstream.on('error', () => outgoing.destroy());
      incoming.pipe(upstream);
    };
    switch (active.kind) {
      case 'none':
        forward();
        return;
      case 'status':
        outgoing.writeHead(active.status).end();
        return;
      case 'delay':
        setTimeout(forward, active.ms);
        return;
      case 'garbage':
        outgoing.writeHead(200, { 'content-type': 'application/json' }).end('<html>\u0000not what you asked for');
        return;
      case 'reset':
        incoming.socket.destroy();
        return;
      case 'redirect':
        outgoing.writeHead(302, { location: active.to }).end();
        return;
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    set: (next, paths = /./) => {
      fault = next;
      only = paths;
    },
    taken: () => {
      const paths = seen;
      seen = [];
      return paths;
    },
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
