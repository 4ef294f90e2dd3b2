/** Independent servers that the integration tests run against, each started by the test that needs it. */
export { type Hapi, startHapi } from './hapi.ts';
export { type Orthanc, startOrthanc } from './orthanc.ts';
export { type Postgres, startPostgres } from './postgres.ts';
