/** Options of the train command as the command line gives them. */
import type { ArchiveOptions } from './archive-options.ts';

export interface TrainOptions extends ArchiveOptions {
  readonly cohort: string;
  readonly config: string;
  readonly out: string;
  readonly features?: string;
  readonly endpoint?: string;
  readonly work?: string;
  readonly workers?: number;
  readonly json?: true;
}
