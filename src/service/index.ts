/** The service put together from its parts, started and stopped. */
export { banner } from './banner.ts';
export { type RunningService, type StartOptions, startService } from './start-service.ts';
