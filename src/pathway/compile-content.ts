import type { ServiceContent } from './service-content.ts';

/** @param files file name relative to the service folder -> parsed JSON. @param today ISO date, for review dates. */
export function compileContent(_files: ReadonlyMap<string, unknown>, _today: string): ServiceContent {
  throw new Error('not yet');
}
