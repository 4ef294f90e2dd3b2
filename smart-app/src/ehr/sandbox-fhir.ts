/** The few FHIR interactions that an EHR's own screens need, against the sandbox's open FHIR server. */
import type { Bundle, CapabilityStatement, FhirResource } from 'fhir/r4.js';

const PATH = '/sandbox/fhir';

/** Address under which the server knows itself; hook requests and launches must name exactly this one. */
export async function fhirServerAddress(): Promise<string> {
  const statement = await getJson<CapabilityStatement>(`${PATH}/metadata`);
  return (statement.implementation?.url ?? `${location.origin}${PATH}`).replace(/\/+$/, '');
}

/** `query`: relative, as in a prefetch template: `Patient/1` or `Observation?patient=1`. */
export function fhirGet<T extends FhirResource>(query: string): Promise<T> {
  return getJson<T>(`${PATH}/${query}`);
}

export async function fhirSearch<T extends FhirResource>(type: T['resourceType'], patientId: string): Promise<readonly T[]> {
  const bundle = await fhirGet<Bundle>(`${type}?patient=${encodeURIComponent(patientId)}&_count=200`);
  return (bundle.entry ?? []).map((entry) => entry.resource).filter((resource): resource is T => resource?.resourceType === type);
}

export async function fhirCreate(resource: FhirResource): Promise<FhirResource> {
  const response = await fetch(`${PATH}/${resource.resourceType}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/fhir+json', Accept: 'application/fhir+json' },
    body: JSON.stringify(resource),
  });
  if (!response.ok) throw new Error(`The FHIR server answered ${response.status} to the new ${resource.resourceType}.`);
  return (await response.json()) as FhirResource;
}

export async function fhirDelete(reference: string): Promise<void> {
  const response = await fetch(`${PATH}/${reference}`, { method: 'DELETE' });
  if (!response.ok) throw new Error(`The FHIR server answered ${response.status} to the removal.`);
}

async function getJson<T>(address: string): Promise<T> {
  const response = await fetch(address, { headers: { Accept: 'application/fhir+json' }, cache: 'no-store' });
  if (!response.ok) throw new Error(`The FHIR server answered ${response.status}.`);
  return (await response.json()) as T;
}
