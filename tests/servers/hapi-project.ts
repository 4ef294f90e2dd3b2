import path from 'node:path';

/** The Maven project of the HAPI test server; apart from lanes.ts because the main process may not import vitest's test functions. */
export const hapiProject = path.join(import.meta.dirname, 'hapi');
