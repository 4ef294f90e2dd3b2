/**
 * The fictional patients that `npm start` shows: FHIR Bundles, ultrasound and segmentation objects and the drafts that
 * the demonstration EHR signs, read from a folder that fixtures/generate.ts writes.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Bundle } from 'fhir/r4.js';
import { z } from 'zod';

const indexSchema = z.array(
  z.looseObject({
    name: z.string().regex(/^[a-z0-9-]+$/),
    title: z.string(),
    patientId: z.string(),
    press: z.string(),
    drafts: z.array(z.looseObject({ resourceType: z.string() })),
    objects: z.array(z.string().regex(/^[a-z0-9.-]+\.dcm$/)),
  }),
);

export type DemonstrationPatient = z.infer<typeof indexSchema>[number];

export interface Demonstration {
  readonly patients: readonly DemonstrationPatient[];
  readonly bundles: readonly Bundle[];
  /** DICOM Part 10 files. */
  readonly objects: readonly Uint8Array[];
}

/** `sandboxUrl` takes the place of `{{sandbox}}` in the Bundles. */
export async function readDemonstration(folder: string, sandboxUrl: string): Promise<Demonstration> {
  const patients = indexSchema.parse(JSON.parse(await readFile(path.join(folder, 'index.json'), 'utf8')));
  const bundles = await Promise.all(
    patients.map(async ({ name }) => {
      const text = await readFile(path.join(folder, `${name}.json`), 'utf8');
      return JSON.parse(text.replaceAll('{{sandbox}}', sandboxUrl)) as Bundle;
    }),
  );
  const files = patients.flatMap((patient) => patient.objects);
  const objects = await Promise.all(files.map((file) => readFile(path.join(folder, file))));
  return { patients, bundles, objects };
}
