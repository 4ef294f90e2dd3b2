/** The text that a start of the service prints. */
import { reviewRequest } from '../sandbox/index.ts';
import type { RunningService } from './start-service.ts';

const SIGNATURE_TEXT = {
  absent: 'not signed',
  'not-checked': 'signed, signature not checked (HER2_MODEL_KEY is not set)',
  verified: 'signature verified',
} as const;

/** What a person who has just started the service wants to know. */
export function banner({ url, config, model, sandbox }: RunningService): string {
  const lines = [`HER2-low CDS service: ${config.publicUrl ?? url}/cds-services (on port ${new URL(url).port})`];
  lines.push(`Model: ${model.identity.id} ${model.identity.version}, ${SIGNATURE_TEXT[model.signature.kind]}`);
  if (config.clients.length === 0) {
    lines.push('No CDS clients are configured: calls are not authenticated, so the service is bound to this machine only.');
  } else {
    lines.push(`CDS clients: ${config.clients.map(({ issuer }) => issuer).join(', ')}`);
  }
  if (config.fhirServers.length > 0) lines.push(`FHIR servers: ${config.fhirServers.join(', ')}`);
  if (config.dicomweb.length > 0) lines.push(`DICOMweb archives: ${config.dicomweb.map(({ base }) => base).join(', ')}`);
  lines.push(`SMART app: ${config.publicUrl ?? url}/app/launch.html`);
  const example = sandbox?.patients[0];
  if (example !== undefined) {
    lines.push(
      `Demonstration EHR (fictional patients, simulated images): ${url}/`,
      'A review of one patient from the command line:',
      `  curl -s ${url}/cds-services/her2-low-patient-view -H 'content-type: application/json' -d '${reviewRequest(url, example.patientId)}'`,
    );
  }
  return `${lines.join('\n')}\n`;
}
