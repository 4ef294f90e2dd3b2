/** Options of the feature-map command as the command line gives them. */
import type { Spacing } from '../core/index.ts';

export interface FeatureMapOptions {
  readonly image: string;
  readonly mask: string;
  readonly features: readonly string[];
  readonly out: string;
  readonly spacing?: Spacing;
  readonly label?: string;
  readonly frame?: number;
  readonly params?: string;
  readonly kernelRadius?: number;
  readonly unmasked?: true;
  readonly initValue?: number;
  readonly json?: true;
}
