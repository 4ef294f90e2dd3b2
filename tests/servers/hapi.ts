/**
 * HAPI FHIR for a test file. Its start takes 25 to 40 s, so all files of one run share one server, which the
 * main process of the run starts when the first file asks (hapi-global-setup.ts) and ends after the last.
 * Files therefore see each other's resources: use ids and identifiers of your own.
 */
import { inject } from 'vitest';

export interface Hapi {
  /** FHIR base address without a trailing slash. */
  readonly base: string;
  /** Does nothing: the server belongs to the whole run. */
  stop(): Promise<void>;
}

export async function startHapi(): Promise<Hapi> {
  const response = await fetch(inject('hapiBroker'), { method: 'POST' });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return { base: text, stop: async () => undefined };
}
