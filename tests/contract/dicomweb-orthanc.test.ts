import { describeLane } from '../lanes.ts';
import { startOrthanc } from '../servers/index.ts';
import { dicomwebContract } from './dicomweb.contract.ts';

describeLane('orthanc', 'Orthanc', () => {
  dicomwebContract('Orthanc', startOrthanc);
});
