/**
 * Which archives may be asked, and with which credential. Addresses come from FHIR resources, so anything outside the list
 * is refused before a socket is opened, and a credential goes only to the address it was configured for.
 */
import { ServiceError } from '../core/index.ts';

export interface AllowedArchive {
  /** DICOMweb base address; everything below its path is allowed. */
  readonly base: string;
  /** Value of the Authorization header. */
  readonly authorization?: string;
}

interface Entry {
  readonly origin: string;
  /** Ends in a slash. */
  readonly path: string;
  readonly authorization: string | undefined;
}

export interface AllowedAddress {
  readonly url: URL;
  readonly authorization: string | undefined;
}

/** Resolves `path` (already encoded) below `archive`; undefined where the result is not below an allowed base. */
export type ArchiveAddresses = (archive: string, path: string) => AllowedAddress | undefined;

export function archiveAddresses(allow: readonly AllowedArchive[]): ArchiveAddresses {
  const entries = allow.map(readEntry);
  return (archive, path) => {
    const base = parsed(archive);
    if (base === undefined) return undefined;
    const url = parsed(`${base.origin}${withSlash(base.pathname)}${path}`);
    // URL resolves "..", so the comparison is made on what would be sent.
    const matching = entries.filter((entry) => url?.origin === entry.origin && url.pathname.startsWith(entry.path));
    const entry = matching.sort((a, b) => b.path.length - a.path.length)[0];
    return url === undefined || entry === undefined ? undefined : { url, authorization: entry.authorization };
  };
}

function readEntry({ base, authorization }: AllowedArchive): Entry {
  const url = parsed(base);
  if (url === undefined) {
    throw new ServiceError(
      'bad-configuration',
      'allowed archive: expected an http or https address without user, query or fragment',
    );
  }
  return { origin: url.origin, path: withSlash(url.pathname), authorization };
}

function parsed(address: string): URL | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  const plain = url.username === '' && url.password === '' && url.hash === '';
  return plain && (url.protocol === 'http:' || url.protocol === 'https:') ? url : undefined;
}

function withSlash(path: string): string {
  return path.endsWith('/') ? path : `${path}/`;
}
