/** Pieces that the sections of the validation results share. What was not computed says why: it is never left out. */
import { z } from 'zod';

export const text = z.string().min(1).max(4000);
export const count = z.int().min(0);
export const finite = z.number();
export const share = z.number().min(0).max(1);

export const notComputed = z.strictObject({ notComputed: text });
export type NotComputed = z.infer<typeof notComputed>;

/** A section or number, or the reason why there is none. */
export const orNot = <T extends z.ZodType>(schema: T) => z.union([schema, notComputed]);
export type OrNot<T> = T | NotComputed;

export const because = (reason: string): NotComputed => ({ notComputed: reason });
export function isComputed<T extends object>(value: OrNot<T>): value is T {
  return !('notComputed' in value);
}

/** With the two-sided 95 % interval. */
export const estimate = z.strictObject({ value: finite, lower: finite, upper: finite });
export type Estimate = z.infer<typeof estimate>;

/** `successes` of `trials` with Wilson's interval. */
export const proportionResult = z.strictObject({ value: share, lower: share, upper: share, successes: count, trials: count });
export type ProportionResult = z.infer<typeof proportionResult>;

/** Area under the ROC curve with DeLong's interval, and what it rests on. */
export const areaResult = z.strictObject({ positives: count, negatives: count, auc: orNot(estimate) });
export type AreaResult = z.infer<typeof areaResult>;

export const splitName = z.enum(['training', 'validation', 'external']);
export type SplitName = z.infer<typeof splitName>;
