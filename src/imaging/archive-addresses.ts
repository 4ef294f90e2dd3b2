/**
 * Which archives may be asked, and with which credentials. Addresses come from FHIR resources, redirects and BulkDataURIs, so
 * anything outside the list is refused before a socket is opened, and credentials go only to the address they were configured for.
 */
import { ServiceError } from '../core/index.ts';

/** PEM texts for a server of a private authority and for mutual TLS. */
export interface ArchiveTls {
  readonly ca?: string;
  readonly certificate?: string;
  readonly key?: string;
  readonly passphrase?: string;
}

export interface AllowedArchive {
  /** DICOMweb base address; everything below its path is allowed. */
  readonly base: string;
  /** Value of the Authorization header. */
  readonly authorization?: string;
  readonly tls?: ArchiveTls;
}

export interface AllowedAddress {
  readonly url: URL;
  readonly archive: AllowedArchive;
}

export interface ArchiveAddresses {
  /** Resolves `path` (already encoded) below `archive`; undefined where the result is not below an allowed base. */
  below(archive: string, path: string): AllowedAddress | undefined;
  /** A whole address that an archive gave, or one relative to `from`. */
  at(address: string, from: URL): AllowedAddress | undefined;
}

interface Entry {
  readonly origin: string;
  /** Ends in a slash. */
  readonly path: string;
  readonly archive: AllowedArchive;
}

export function archiveAddresses(allow: readonly AllowedArchive[]): ArchiveAddresses {
  const entries = allow.map(readEntry).toSorted((a, b) => b.path.length - a.path.length);
  // URL resolves "..", so the comparison is made on what would be sent.
  const allowed = (url: URL | undefined): AllowedAddress | undefined => {
    const entry = entries.find(({ origin, path }) => url?.origin === origin && url.pathname.startsWith(path));
    return url === undefined || entry === undefined ? undefined : { url, archive: entry.archive };
  };
  return {
    below: (archive, path) => {
      const base = plainUrl(archive);
      return base === undefined ? undefined : allowed(plainUrl(`${base.origin}${withSlash(base.pathname)}${path}`));
    },
    at: (address, from) => allowed(plainUrl(address, from)),
  };
}

function readEntry(archive: AllowedArchive): Entry {
  const url = plainUrl(archive.base);
  if (url === undefined) {
    throw new ServiceError(
      'bad-configuration',
      'allowed archive: expected an http or https address without user, query or fragment',
    );
  }
  return { origin: url.origin, path: withSlash(url.pathname), archive };
}

/** http or https, without user, fragment and encoded separators. */
function plainUrl(address: string, from?: URL): URL | undefined {
  if (!URL.canParse(address, from?.href)) return undefined;
  const url = new URL(address, from);
  const plain = url.username === '' && url.password === '' && url.hash === '' && !CLIMBS.test(url.pathname);
  return plain && (url.protocol === 'http:' || url.protocol === 'https:') ? url : undefined;
}

/** What URL leaves as it is, and some servers take for a separator or for `..`. */
const CLIMBS = /%2f|%5c|\/\.\.?;/i;

function withSlash(path: string): string {
  return path.endsWith('/') ? path : `${path}/`;
}
