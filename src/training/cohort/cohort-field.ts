/** How the text fields of a cohort row are understood: empty text is absent, any other must be understood. */
import { z } from 'zod';

export const words = (value: string): string => value.trim().toLowerCase();

export const text = z
  .string()
  .trim()
  .max(400)
  .transform((value) => (value === '' ? undefined : value));

/**
 * `understand` answers undefined for a text that is not `expected`, and the row is left out with that. The text is quoted as JSON:
 * it may hold control characters, and what quotes it can be found again.
 */
export const optional = <T>(understand: (value: string) => T | undefined, expected: string) =>
  z.string().transform((value, context): T | undefined => {
    if (value.trim() === '') return undefined;
    const understood = understand(value);
    if (understood === undefined)
      context.addIssue({ code: 'custom', message: `${JSON.stringify(value.trim().slice(0, 40))} is not ${expected}` });
    return understood;
  });
