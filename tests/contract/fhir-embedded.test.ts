import { startSandbox } from '../sandbox/running-sandbox.ts';
import { fhirContract } from './fhir.contract.ts';

fhirContract('embedded server', async () => {
  const { fhir, stop } = await startSandbox();
  return { base: fhir, stop };
});
