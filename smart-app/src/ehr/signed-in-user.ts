/** Who uses the demonstration EHR: one fictional practitioner of the seeded data, without a sign-in. */
import type { Practitioner } from 'fhir/r4.js';
import { personName } from './resource-words.ts';
import { fhirGet } from './sandbox-fhir.ts';

export const SIGNED_IN_USER = 'Practitioner/demo-practitioner';

export async function signedInName(): Promise<string> {
  return personName(await fhirGet<Practitioner>(SIGNED_IN_USER));
}
