/** The HTTP shell: configuration, routes, client JWT, listening. */
export { createClientAuth } from './client-auth.ts';
export { type CdsClient, type Config, readConfig, SETTINGS } from './config.ts';
export { createApp } from './create-app.ts';
export { listen, stopServer } from './listen.ts';
