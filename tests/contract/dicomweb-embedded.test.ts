import { startSandbox } from '../sandbox/running-sandbox.ts';
import { dicomwebContract } from './dicomweb.contract.ts';

dicomwebContract('embedded archive', async () => {
  const { dicomweb, stop } = await startSandbox();
  return { base: dicomweb, stop };
});
