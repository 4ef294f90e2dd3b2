import { describeLane } from '../lanes.ts';
import { startHapi } from '../servers/index.ts';
import { fhirContract } from './fhir.contract.ts';

describeLane('hapi', 'HAPI FHIR', () => {
  fhirContract('HAPI', startHapi);
});
