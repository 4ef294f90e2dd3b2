export type { CdsRouteParts, ServiceDefinition } from './cdsRoutes.ts';
export { createClientAuth } from './clientAuth.ts';
export { type CdsClient, type Config, readConfig, SETTINGS } from './config.ts';
export { type AppParts, createApp } from './createApp.ts';
