/**
 * Connections to archives: kept open and used again, a bounded number for each archive, with its own certificates. An archive
 * that does not answer at all, or pauses inside an answer, is given up before the caller's deadline where that is long.
 */
import { createSecureContext, type SecureContext } from 'node:tls';
import { Agent, fetch } from 'undici';
import { ServiceError } from '../core/index.ts';
import type { AllowedArchive, ArchiveTls } from './archive-addresses.ts';

export interface ArchiveConnections {
  /** `fetch` over the connections of that archive. */
  readonly fetchOf: (archive: AllowedArchive) => typeof globalThis.fetch;
  close(): Promise<void>;
}

const CONNECTIONS = 16;
const IDLE_MS = 30_000;
const CONNECT_MS = 5_000;
const SILENCE_MS = 30_000;

/** Throws ServiceError `bad-configuration` for certificates that do not load. */
export function archiveConnections(archives: readonly AllowedArchive[]): ArchiveConnections {
  const agents = new Map<AllowedArchive, Agent>(archives.map((archive) => [archive, agentOf(archive)]));
  return {
    fetchOf: (archive) => {
      const dispatcher = agents.get(archive);
      const over = (url: Parameters<typeof fetch>[0], init: Parameters<typeof fetch>[1]) =>
        fetch(url, { ...init, ...(dispatcher === undefined ? {} : { dispatcher }) });
      // The types of Node and undici describe the same fetch twice.
      return over as unknown as typeof globalThis.fetch;
    },
    close: async () => {
      await Promise.all([...agents.values()].map((agent) => agent.destroy()));
    },
  };
}

function agentOf({ base, tls }: AllowedArchive): Agent {
  return new Agent({
    connections: CONNECTIONS,
    keepAliveTimeout: IDLE_MS,
    headersTimeout: SILENCE_MS,
    bodyTimeout: SILENCE_MS,
    connect: { timeout: CONNECT_MS, ...(tls === undefined ? {} : { secureContext: contextOf(base, tls) }) },
  });
}

function contextOf(base: string, { ca, certificate, key, passphrase }: ArchiveTls): SecureContext {
  try {
    return createSecureContext({
      ...(ca === undefined ? {} : { ca }),
      ...(certificate === undefined ? {} : { cert: certificate }),
      ...(key === undefined ? {} : { key }),
      ...(passphrase === undefined ? {} : { passphrase }),
    });
  } catch (cause) {
    throw new ServiceError('bad-configuration', `allowed archive ${base}: its TLS certificate or key cannot be used`, { cause });
  }
}
