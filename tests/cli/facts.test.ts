import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { her2cds } from './run-her2-cds.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'her2-facts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: unknown): string {
  const written = path.join(folder, name);
  writeFileSync(written, JSON.stringify(content));
  return written;
}

const patient = { resourceType: 'Patient', id: 'p1', gender: 'female' };
const subject = { reference: 'urn:uuid:p1' };
const her2 = {
  resourceType: 'Observation',
  id: 'her2',
  status: 'final',
  subject,
  code: { coding: [{ system: 'http://loinc.org', code: '85319-2' }] },
  effectiveDateTime: '2026-10-02',
  valueString: '1+\u001b[31m',
};
const bundle = file('bundle.json', {
  resourceType: 'Bundle',
  type: 'collection',
  entry: [{ fullUrl: 'urn:uuid:p1', resource: patient }, { resource: her2 }, { resource: { ...her2, id: 'broken', status: 7 } }],
});
const drafts = file('drafts.json', {
  resourceType: 'Bundle',
  entry: [
    {
      resource: {
        resourceType: 'MedicationRequest',
        id: 'd1',
        status: 'draft',
        intent: 'order',
        subject: { reference: 'Patient/p1' },
        medicationCodeableConcept: { text: 'trastuzumab deruxtecan' },
      },
    },
  ],
});

describe('her2-cds facts', () => {
  it('prints each fact with its day, how it was read and where, and what could not be read', async () => {
    const { code, out, err } = await her2cds('facts', '--bundle', bundle, '--drafts', drafts, '--today', '2026-11-22');
    expect({ code, err }).toEqual({ code: 0, err: 'not readable as FHIR R4, left out: Observation/broken\n' });
    expect(out).toMatch(/^HER2 +LOW: IHC 1/m);
    expect(out).toMatch(/^ {2}result +LOW.* 2026-10-02 +text +Observation\/her2 Observation\.value$/m);
    expect(out).toMatch(/^Order at hand +t-dxd: trastuzumab deruxtecan/m);
    expect(out).toMatch(/^LVEF +not found$/m);
    expect(out).toMatch(/^Searched +Observation: 1, not all read$/m);
    expect(out).not.toContain('\u001b');
  });

  it('--json is the object that the rules see', async () => {
    const { out } = await her2cds('facts', '--bundle', bundle, '--json', '--today', '2026-11-22');
    expect(JSON.parse(out)).toMatchObject({
      hook: 'patient-view',
      today: '2026-11-22',
      patientId: 'p1',
      her2: { results: [{ evidence: [{ source: 'Observation/her2', confidence: 'text' }] }] },
      imaging: { state: 'not-asked' },
    });
  });

  it('a day that the calendar does not have is refused', async () => {
    const { code, err } = await her2cds('facts', '--bundle', bundle, '--today', '2026-02-31');
    expect([code, err]).toEqual([1, expect.stringContaining('expected YYYY-MM-DD')]);
  });
});
