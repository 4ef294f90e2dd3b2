/**
 * One DICOMweb archive of the configuration file: its address, who the service is there, and the certificates of a connection.
 * Certificates are files, so that keys stay where the operator protects them; they are read once, at start.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ServiceError } from '../core/index.ts';
import type { AllowedArchive, ArchiveTls } from '../imaging/index.ts';

const text = z.string().min(1);

const tlsSchema = z
  .strictObject({
    /** PEM files. */
    ca: text.optional(),
    certificate: text.optional(),
    key: text.optional(),
    passphrase: text.optional(),
  })
  .refine(({ certificate, key }) => (certificate === undefined) === (key === undefined), {
    message: 'give certificate and key together',
  });

export const archiveSchema = z
  .strictObject({
    base: z.url({ protocol: /^https?$/ }),
    authorization: text.optional(),
    basic: z.strictObject({ user: text.regex(/^[^:]*$/, 'must not hold a colon'), password: z.string() }).optional(),
    bearer: text.optional(),
    tls: tlsSchema.optional(),
  })
  .refine(
    ({ authorization, basic, bearer }) => [authorization, basic, bearer].filter((value) => value !== undefined).length < 2,
    {
      message: 'give one of authorization, basic and bearer',
    },
  )
  .refine(({ base, tls }) => tls === undefined || base.startsWith('https:'), { message: 'tls needs an https address' });

/** Throws ServiceError `bad-configuration` naming the file that cannot be read. */
export function readArchive(settings: z.infer<typeof archiveSchema>, setting: string): AllowedArchive {
  const { base, tls } = settings;
  const authorization = authorizationOf(settings);
  return {
    base,
    ...(authorization === undefined ? {} : { authorization }),
    ...(tls === undefined ? {} : { tls: readTls(tls, `${setting}.tls`) }),
  };
}

/** RFC 7617, RFC 6750. */
function authorizationOf({ authorization, basic, bearer }: z.infer<typeof archiveSchema>): string | undefined {
  if (basic !== undefined) return `Basic ${Buffer.from(`${basic.user}:${basic.password}`).toString('base64')}`;
  return bearer === undefined ? authorization : `Bearer ${bearer}`;
}

function readTls({ ca, certificate, key, passphrase }: z.infer<typeof tlsSchema>, setting: string): ArchiveTls {
  const read = (name: string, file: string | undefined): Readonly<Record<string, string>> =>
    file === undefined ? {} : { [name]: readPem(file, `${setting}.${name}`) };
  return {
    ...read('ca', ca),
    ...read('certificate', certificate),
    ...read('key', key),
    ...(passphrase === undefined ? {} : { passphrase }),
  };
}

function readPem(file: string, setting: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new ServiceError('bad-configuration', `Setting ${setting}: ${file} cannot be read.`, { field: setting, cause });
  }
}
