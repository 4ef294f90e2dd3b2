/** Options of the features command as the command line gives them. */
import type { Spacing } from '../core/index.ts';

export interface FeaturesOptions {
  readonly image?: string;
  readonly mask?: string;
  readonly spacing?: Spacing;
  readonly label?: string;
  readonly frame?: number;
  readonly params?: string;
  readonly profile?: 'default' | 'pyradiomics';
  readonly case?: string;
  readonly batch?: string;
  readonly out?: string;
  readonly workers?: number;
  readonly json?: true;
  readonly csv?: true;
}
