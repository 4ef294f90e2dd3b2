/** Refusal of clinical content: always names the file of the service folder and the place in it. */
import { ServiceError } from '../core/index.ts';

export interface Place {
  readonly file: string;
  /** Path or element id inside the file. */
  readonly at: string;
}

export function contentError(place: Place, problem: string, cause?: unknown): ServiceError {
  return new ServiceError('bad-configuration', `${place.file}, ${place.at}: ${problem}`, {
    field: `${place.file}#${place.at}`,
    ...(cause === undefined ? {} : { cause }),
  });
}
