/** Options of the evaluate command as the command line gives them. */
import type { ArchiveOptions } from './archive-options.ts';

export interface EvaluateOptions extends ArchiveOptions {
  readonly bundle: string;
  readonly key?: string;
  readonly cohort: string;
  readonly features?: string;
  readonly endpoint?: string;
  readonly cutOff?: number;
  readonly title?: string;
  readonly simulated?: true;
  readonly html?: string;
  readonly csv?: string;
  readonly work?: string;
  readonly workers?: number;
  readonly json?: true;
}
