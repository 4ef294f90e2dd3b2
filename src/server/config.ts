/**
 * All settings of the service, parsed once from the environment and one optional JSON file. docs/configuration.md is
 * generated from SETTINGS. Secrets (DICOMweb authorization) belong in the file, which the operator protects.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { dialectSchema } from '../cds-hooks/index.ts';
import { type OutlinePreference, type QualityOverrides, qualityOverridesSchema, ServiceError } from '../core/index.ts';
import type { AllowedArchive } from '../imaging/index.ts';
import { archiveSchema, readArchive } from './archive-settings.ts';

/** Environment variable -> what it means; the order is the order of the documentation page. */
export const SETTINGS = {
  PORT: 'TCP port; 0 takes a free one. Default 8080.',
  HOST: 'Address to bind once CDS clients are configured; without clients the service binds 127.0.0.1 only. Default 0.0.0.0.',
  PUBLIC_URL:
    'Address under which clients reach the service, without a trailing slash: the base of JWT audiences and links. Needed with clients; without, the loopback address.',
  HER2_CONFIG: 'Path of the JSON file with clients, fhirServers and dicomweb (below).',
  HER2_SANDBOX:
    '"on" or "off": the embedded FHIR server, DICOMweb archive, SMART server and demonstration EHR. Default on, off where HER2_CONFIG is set.',
  HER2_MODEL: 'Folder of the model bundle. Default fixtures/models/demonstration.',
  HER2_MODEL_KEY:
    'PEM or JWK file with the public keys or certificates of which one must have signed the model bundle; without, a signature is not checked.',
  HER2_DATA: 'Folder of the embedded database; "memory" keeps nothing. Default .data.',
  DATABASE_URL: 'PostgreSQL address; replaces the embedded database.',
  FHIR_TIMEOUT_MS: 'Budget of the FHIR reads that an assessment needs. Default 2000.',
  IMAGING_TIMEOUT_MS: 'Budget of the imaging part of a call; past it the card goes out without it. Default 450.',
  IMAGING_BACKGROUND_MS: 'How long a score may still be computed after its call was answered. Default 30000.',
  MAX_BODY_BYTES: 'Largest request body. Default 10485760.',
} as const;

const milliseconds = (fallback: number) => z.coerce.number('expected milliseconds').int().min(1).max(600_000).default(fallback);

const environmentSchema = z.object({
  PORT: z.coerce.number('expected a number').int().min(0).max(65_535).default(8080),
  HOST: z.string().min(1).default('0.0.0.0'),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  HER2_CONFIG: z.string().min(1).optional(),
  HER2_SANDBOX: z.enum(['on', 'off']).optional(),
  HER2_MODEL: z.string().min(1).optional(),
  HER2_MODEL_KEY: z.string().min(1).optional(),
  HER2_DATA: z.string().min(1).optional(),
  DATABASE_URL: z.string().min(1).optional(),
  FHIR_TIMEOUT_MS: milliseconds(2000),
  IMAGING_TIMEOUT_MS: milliseconds(450),
  IMAGING_BACKGROUND_MS: milliseconds(30_000),
  MAX_BODY_BYTES: z.coerce
    .number()
    .int()
    .min(1024)
    .max(256 * 1024 * 1024)
    .default(10 * 1024 * 1024),
});

const httpUrl = z.url({ protocol: /^https?$/ });
const jwk = z.looseObject({ kty: z.enum(['EC', 'RSA', 'OKP']), kid: z.string().optional() });

/** One CDS client: an EHR that may call. Its keys come from its own JWKS address or are written here. */
const clientSchema = z
  .strictObject({
    issuer: z.string().min(1),
    jwksUri: z.url({ protocol: /^https?$/ }).optional(),
    keys: z.array(jwk).min(1).optional(),
    /** FHIR servers of the file that this client may name; default: all of them. */
    fhirServers: z.array(httpUrl).optional(),
    /** How this EHR differs from the standard. */
    dialect: dialectSchema.optional(),
  })
  .refine((client) => (client.jwksUri === undefined) !== (client.keys === undefined), { message: 'give either jwksUri or keys' });

const fileSchema = z.strictObject({
  clients: z.array(clientSchema).default([]),
  fhirServers: z.array(httpUrl).default([]),
  dicomweb: z.array(archiveSchema).default([]),
  imageQuality: qualityOverridesSchema.optional(),
  outlines: z
    .strictObject({
      author: z.enum(['human', 'algorithm', 'any']).default('human'),
      newest: z.boolean().default(true),
      write: z.boolean().optional(),
    })
    .prefault({}),
});

export type CdsClient = z.infer<typeof clientSchema>;

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly publicUrl: string | undefined;
  readonly sandbox: boolean;
  readonly model: string | undefined;
  /** File of the public keys that a bundle must be signed with. */
  readonly modelKey: string | undefined;
  readonly data: string | undefined;
  readonly databaseUrl: string | undefined;
  readonly fhirTimeoutMs: number;
  readonly imagingTimeoutMs: number;
  readonly imagingBackgroundMs: number;
  readonly maxBodyBytes: number;
  readonly clients: readonly CdsClient[];
  readonly fhirServers: readonly string[];
  readonly dicomweb: readonly AllowedArchive[];
  /** What the site changes of the image quality gate. */
  readonly imageQuality: QualityOverrides | undefined;
  readonly outlines: OutlinePreference & {
    /** Outlines drawn in the app are stored; then the archive is asked for newer ones than an ImagingStudy lists. */
    readonly write: boolean;
  };
}

/** Throws ServiceError `bad-configuration` naming the setting. Empty variables count as not set. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const known = Object.fromEntries(
    Object.keys(SETTINGS).flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])),
  );
  const env = check(environmentSchema, known, '');
  const file = check(fileSchema, env.HER2_CONFIG === undefined ? {} : readJson(env.HER2_CONFIG), 'HER2_CONFIG');
  const sandbox = (env.HER2_SANDBOX ?? (env.HER2_CONFIG === undefined ? 'on' : 'off')) === 'on';
  if (file.clients.length > 0) checkClients(file, env.PUBLIC_URL, sandbox);
  return {
    port: env.PORT,
    host: file.clients.length === 0 ? '127.0.0.1' : env.HOST,
    publicUrl: env.PUBLIC_URL?.replace(/\/+$/, ''),
    sandbox,
    model: env.HER2_MODEL,
    modelKey: env.HER2_MODEL_KEY,
    data: env.HER2_DATA,
    databaseUrl: env.DATABASE_URL,
    fhirTimeoutMs: env.FHIR_TIMEOUT_MS,
    imagingTimeoutMs: env.IMAGING_TIMEOUT_MS,
    imagingBackgroundMs: env.IMAGING_BACKGROUND_MS,
    maxBodyBytes: env.MAX_BODY_BYTES,
    clients: file.clients,
    fhirServers: file.fhirServers,
    dicomweb: file.dicomweb.map((archive, at) => readArchive(archive, `HER2_CONFIG: dicomweb.${at}`)),
    imageQuality: file.imageQuality,
    outlines: { ...file.outlines, write: file.outlines.write ?? sandbox },
  };
}

/** What must hold once the service answers to other machines. */
function checkClients(file: z.infer<typeof fileSchema>, publicUrl: string | undefined, sandbox: boolean): void {
  const refuse = (setting: string, message: string): never => {
    throw new ServiceError('bad-configuration', `Setting ${setting}: ${message}`, { field: setting });
  };
  if (publicUrl === undefined) refuse('PUBLIC_URL', 'is needed with clients: their JWTs carry addresses below it as audience');
  if (sandbox) refuse('HER2_SANDBOX', 'must be off with clients: its servers ask nobody for credentials');
  for (const [i, client] of file.clients.entries()) {
    const unknown = client.fhirServers?.find((server) => !file.fhirServers.includes(server));
    if (unknown !== undefined) refuse(`HER2_CONFIG: clients.${i}.fhirServers`, `${unknown} is not among fhirServers`);
  }
}

function check<T extends z.ZodType>(schema: T, value: unknown, prefix: string): z.infer<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const setting = [prefix, issue.path.map(String).join('.')].filter((part) => part !== '').join(': ');
  throw new ServiceError('bad-configuration', `Setting ${setting}: ${issue.message}.`, { field: setting });
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new ServiceError('bad-configuration', `HER2_CONFIG: ${file} cannot be read as JSON.`, { field: 'HER2_CONFIG', cause });
  }
}
