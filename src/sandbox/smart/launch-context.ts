/** What the demonstration EHR knows when it opens an app (SMART App Launch 2.x, "EHR launch" and "launch context"). */
import { z } from 'zod';

const id = z.string().regex(/^[A-Za-z0-9\-.]{1,64}$/);
const reference = z.string().regex(/^[A-Za-z]+\/[A-Za-z0-9\-.]{1,64}$/);

/** Who is signed in to the demonstration EHR where a launch does not say. */
export const DEMONSTRATION_USER = 'Practitioner/demo-practitioner';

export const launchContextSchema = z.object({
  patient: id,
  encounter: id.optional(),
  /** `appContext` of a CDS Hooks link, passed through untouched. */
  appContext: z.string().max(4096).optional(),
  /** The signed-in user, e.g. `Practitioner/demo-practitioner`. */
  user: reference.default(DEMONSTRATION_USER),
  /** Whether the app has to show whose record is open. */
  needPatientBanner: z.boolean().default(true),
  fhirContext: z
    .array(z.object({ reference, role: z.string().max(200).optional() }))
    .max(20)
    .optional(),
});

export type LaunchContext = z.infer<typeof launchContextSchema>;
export type LaunchContextInput = z.input<typeof launchContextSchema>;
