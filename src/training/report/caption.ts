/** Simulated data are named in every drawing and every caption. */
import type { ValidationResults } from '../validation-results.ts';
import { SIMULATED_MARK } from './split-style.ts';

export const markOf = ({ simulated }: ValidationResults): string | undefined => (simulated ? SIMULATED_MARK : undefined);

export const captionOf = ({ simulated }: ValidationResults, text: string): string =>
  `${simulated ? 'Simulated data. ' : ''}${text}`;
