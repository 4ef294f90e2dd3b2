/**
 * How EHRs differ from CDS Hooks 2.0, as data of the client's configuration. `default` is the standard. Epic: one action a
 * suggestion, any of them, orders only, topic codes of letters and digits, orders by the site's own codes. Oracle Health:
 * no appContext, and links that it does not know are removed by it, so they are not sent. `sandbox`: the public sandbox,
 * which shows `detail` as HTML; text from data is safe in both anyway.
 */
import { z } from 'zod';

const origin = z.url({ protocol: /^https?$/ }).max(2048);

export const dialectSchema = z.strictObject({
  name: z.enum(['default', 'epic', 'oracle', 'sandbox']).default('default'),
  /** How `detail` is written: Markdown is the standard. */
  detail: z.enum(['markdown', 'plain', 'html']).optional(),
  /** Actions (P1 to P9) to the EHR's own order codes: an Epic preference list item or order set. */
  orderCodes: z
    .record(
      z.string().regex(/^P[1-9]$/, 'expected an action such as P1'),
      z.strictObject({ system: z.string().min(1), code: z.string().min(1), display: z.string().min(1).optional() }),
    )
    .default({}),
  /** Addresses that links may lead to; all where absent. */
  links: z.array(origin).optional(),
});
export type Dialect = z.infer<typeof dialectSchema>;

export const STANDARD: Dialect = { name: 'default', orderCodes: {} };
