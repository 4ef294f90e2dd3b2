import { expect, it } from 'vitest';
import { describeLane } from '../lanes.ts';
import { startOrthanc } from './index.ts';

describeLane('orthanc', 'Orthanc test server', () => {
  it('starts empty, asks for the password and is gone after stop', async () => {
    const orthanc = await startOrthanc();
    const studies = (headers: Record<string, string>): Promise<Response> => fetch(`${orthanc.base}/studies`, { headers });
    expect((await studies({})).status).toBe(401);
    expect(await (await studies({ authorization: orthanc.authorization })).json()).toEqual([]);
    await orthanc.stop();
    await expect(studies({})).rejects.toThrow();
  });
});
