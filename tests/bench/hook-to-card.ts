/**
 * `npm run bench:hook`: time from hook to card over the embedded servers, and with --real over HAPI FHIR and Orthanc
 * too. Each study is called twice in a row: cold (the score is computed) and with the score cached. The peer is the same
 * call for a patient whose row needs no image, so the ratio is the price of imaging.
 */
import { mkdtempSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Bundle } from 'fhir/r4.js';
import { deadlineIn } from '../../src/core/index.ts';
import { imagingStudyBundle } from '../../src/fhir/index.ts';
import { createDicomweb, encodePng, importImage } from '../../src/imaging/index.ts';
import { SCANNERS, simulatePatient } from '../../src/simulator/index.ts';
import { callHook, type HookAnswer, researchLine, review } from '../integration/hook-call.ts';
import { configFile, startQuietly } from '../integration/start-quietly.ts';
import { launchHapi } from '../servers/hapi-global-setup.ts';
import { startOrthanc } from '../servers/orthanc.ts';
import { helpFrom } from './help.ts';

helpFrom(import.meta.filename);

const { values: options } = parseArgs({
  options: {
    samples: { type: 'string', default: '30' },
    real: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const samples = Number(options.samples);

interface Surroundings {
  readonly name: string;
  readonly fhir: string;
  readonly archive: string;
  readonly authorization?: string;
  stop(): Promise<void>;
}

async function embedded(): Promise<Surroundings> {
  const { url, stop } = await startQuietly();
  return { name: 'embedded sandbox', fhir: `${url}/sandbox/fhir`, archive: `${url}/sandbox/dicom-web`, stop };
}

async function real(): Promise<Surroundings> {
  const [orthanc, hapi] = await Promise.all([startOrthanc(), launchHapi()]);
  const stop = async () => {
    await Promise.all([orthanc.stop(), hapi.stop()]);
  };
  return { name: 'HAPI FHIR + Orthanc', fhir: hapi.base, archive: orthanc.base, authorization: orthanc.authorization, stop };
}

interface Row {
  readonly servers: string;
  readonly call: string;
  readonly p50: number;
  readonly p95: number;
}

async function measure(around: Surroundings): Promise<readonly Row[]> {
  const archive = {
    base: around.archive,
    ...(around.authorization === undefined ? {} : { authorization: around.authorization }),
  };
  const ids = await populate(around, archive);
  const service = await startQuietly({
    HER2_CONFIG: configFile({ fhirServers: [around.fhir], dicomweb: [archive] }),
    HER2_DATA: mkdtempSync(path.join(tmpdir(), 'her2-bench-')),
    IMAGING_TIMEOUT_MS: '10000',
    FHIR_TIMEOUT_MS: '10000',
  });
  const times = { cold: [] as number[], cached: [] as number[], 'no image needed': [] as number[] };
  try {
    const call = async (id: string, expected: RegExp): Promise<HookAnswer> => {
      const answer = await callHook(service.url, review(id, around.fhir));
      if (!expected.test(researchLine(answer) ?? 'no card')) throw new Error(`unexpected answer: ${researchLine(answer)}`);
      return answer;
    };
    for (const [i, id] of ids.entries()) {
      // Interleaved, so that a change of the machine's speed meets all three alike.
      const [cold, cached] = [await call(id, /score|outside/), await call(id, /score|outside/)];
      const without = await call(`${id}-positive`, /no card/);
      if (i < 5) continue;
      times.cold.push(cold.ms);
      times.cached.push(cached.ms);
      times['no image needed'].push(without.ms);
    }
  } finally {
    await service.stop();
    await around.stop();
  }
  return Object.entries(times).map(([name, ms]) => ({
    servers: around.name,
    call: name,
    p50: quantile(ms, 0.5),
    p95: quantile(ms, 0.95),
  }));
}

/** Patients with a study each and no HER2 result, and as many HER2-positive ones without a study; five pairs warm up. */
async function populate(around: Surroundings, archive: { base: string; authorization?: string }): Promise<readonly string[]> {
  const dicomweb = createDicomweb({ allow: [archive] });
  const ids: string[] = [];
  for (let i = 0; i < samples + 5; i += 1) {
    const id = `bench-${process.pid}-${i}`;
    const lesion = simulatePatient(1000 + i, { expressing: i % 2 === 0, scanner: SCANNERS['linear-a'] });
    const imported = await importImage({
      image: await encodePng(lesion.image),
      mask: await encodePng({ ...lesion.image, pixels: lesion.mask.map((inside) => inside * 255) }),
      spacing: lesion.spacing,
      patient: { id: `MRN-${id}` },
      study: { date: '2026-10-02' },
      laterality: 'left',
      seed: id,
    });
    const stored = await dicomweb.store(around.archive, [imported.ultrasound, imported.segmentation], deadlineIn(30_000));
    if (stored.kind === 'not-produced') throw new Error(`archive: ${JSON.stringify(stored.reasons)}`);
    await post(around.fhir, patient(id, false));
    await post(around.fhir, patient(`${id}-positive`, true));
    const { uids } = imported;
    const series = [
      {
        seriesUid: uids.imageSeriesUid,
        modality: 'US' as const,
        sopInstanceUid: uids.imageSopInstanceUid,
        sopClassUid: uids.imageSopClassUid,
      },
      {
        seriesUid: uids.segmentationSeriesUid,
        modality: 'SEG' as const,
        sopInstanceUid: uids.segmentationSopInstanceUid,
        sopClassUid: uids.segmentationSopClassUid,
      },
    ];
    const study = {
      patientId: id,
      studyUid: uids.studyUid,
      date: '2026-10-02',
      laterality: 'left' as const,
      archive: around.archive,
      series,
    };
    await post(around.fhir, imagingStudyBundle(study));
    ids.push(id);
  }
  return ids;
}

function patient(id: string, positive: boolean): Bundle {
  const subject = { reference: `Patient/${id}` };
  const her2 = {
    resourceType: 'Observation' as const,
    status: 'final' as const,
    subject,
    effectiveDateTime: '2026-09-01',
    code: { coding: [{ system: 'http://loinc.org', code: '85319-2' }] },
    valueCodeableConcept: { coding: [{ system: 'http://loinc.org', code: 'LA11843-2', display: '3+' }] },
  };
  const condition = {
    resourceType: 'Condition' as const,
    subject,
    clinicalStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }] },
    code: { coding: [{ system: 'http://snomed.info/sct', code: '254837009' }] },
  };
  return {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [
      {
        resource: { resourceType: 'Patient', id, identifier: [{ system: 'urn:example:mrn', value: `MRN-${id}` }] },
        request: { method: 'PUT', url: `Patient/${id}` },
      },
      { resource: condition, request: { method: 'POST', url: 'Condition' } },
      ...(positive ? [{ resource: her2, request: { method: 'POST' as const, url: 'Observation' } }] : []),
    ],
  } as Bundle;
}

async function post(fhir: string, bundle: Bundle): Promise<void> {
  const response = await fetch(fhir, {
    method: 'POST',
    headers: { 'content-type': 'application/fhir+json' },
    body: JSON.stringify(bundle),
  });
  if (!response.ok) throw new Error(`FHIR server: ${response.status}`);
}

function quantile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))]!;
}

const rows = [...(await measure(await embedded())), ...(options.real ? await measure(await real()) : [])];
if (options.json) {
  process.stdout.write(`${JSON.stringify(rows)}\n`);
} else {
  process.stdout.write(
    `hook to card, ${samples} samples after 5 to warm up, ${cpus().length} cores, load ${loadavg()[0]!.toFixed(1)}\n`,
  );
  for (const row of rows) {
    const peer = rows.find((other) => other.servers === row.servers && other.call === 'no image needed')!;
    const figures = `p50 ${row.p50.toFixed(0).padStart(4)} ms  p95 ${row.p95.toFixed(0).padStart(4)} ms  x${(row.p50 / peer.p50).toFixed(1)}`;
    process.stdout.write(`${row.servers.padEnd(22)} ${row.call.padEnd(16)} ${figures}\n`);
  }
}
process.exit(0);
