/** The sandbox on a free port of this machine, for tests that speak HTTP to it. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/index.ts';

export interface RunningSandbox {
  readonly url: string;
  readonly fhir: string;
  readonly dicomweb: string;
  readonly auth: string;
  readonly sandbox: Sandbox;
  stop(): Promise<void>;
}

export async function startSandbox(options: Omit<SandboxOptions, 'baseUrl'> = {}): Promise<RunningSandbox> {
  let url = '';
  const sandbox = await createSandbox({ ...options, baseUrl: () => url });
  const server = createServer(express().use(sandbox.router));
  // Longer than any pause between two requests of a test: a connection closed as it is used again is a failed request.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    fhir: `${url}/sandbox/fhir`,
    dicomweb: `${url}/sandbox/dicom-web`,
    auth: `${url}/sandbox/auth`,
    sandbox,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
