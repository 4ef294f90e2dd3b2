/** EHR side of a SMART EHR launch: a launch token for this patient and context, then the app's launch address. */
import type { Card } from '../../../src/cds-hooks/index.ts';
import { SIGNED_IN_USER } from './signed-in-user.ts';

type Link = NonNullable<Card['links']>[number];

export async function launchAddress(link: Link, patientId: string, fhirServer: string): Promise<string> {
  const response = await fetch('/sandbox/auth/launch', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      patient: patientId,
      user: SIGNED_IN_USER,
      ...(link.appContext === undefined ? {} : { appContext: link.appContext }),
    }),
  });
  if (!response.ok) throw new Error(`The authorization server answered ${response.status} to the launch.`);
  const { launch } = (await response.json()) as { readonly launch: string };
  const address = new URL(link.url);
  if (address.protocol !== 'https:' && address.protocol !== 'http:') throw new Error('The link is not a web address.');
  address.searchParams.set('iss', fhirServer);
  address.searchParams.set('launch', launch);
  return address.href;
}
