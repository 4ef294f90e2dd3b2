/**
 * The servers that surround the service in a hospital, for `npm start` and tests, in one express router: a FHIR R4
 * server at /sandbox/fhir, a DICOMweb archive at /sandbox/dicom-web, a SMART authorization server at /sandbox/auth, the
 * list of demonstration patients at /sandbox/demo/patients, and the demonstration EHR at /. All data are in memory.
 */
import express, { type Router } from 'express';
import type { Demonstration } from './demonstration.ts';
import { DicomArchive } from './dicomweb/dicom-archive.ts';
import { dicomwebRouter } from './dicomweb/dicomweb-router.ts';
import { createEhrPage } from './ehr/ehr-page.ts';
import { OPEN_ACCESS } from './fhir/access.ts';
import { processBundle } from './fhir/bundles.ts';
import { fhirRouter } from './fhir/fhir-router.ts';
import { FhirStore } from './fhir/fhir-store.ts';
import { loopbackCors } from './loopback-cors.ts';
import type { AccessGrant } from './smart/access-tokens.ts';
import { createAuthorizationServer, type SmartClient } from './smart/authorization-server.ts';
import type { LaunchContextInput } from './smart/launch-context.ts';
import { smartConfiguration, smartRouter } from './smart/smart-router.ts';

export interface SandboxOptions {
  /** Origin with port, without a trailing slash; asked at every request, so it may become known after `listen`. */
  readonly baseUrl: () => string;
  /** What the servers hold at first; nothing by default. */
  readonly demonstration?: Demonstration;
  /** The built smart-app, whose EHR page is served at /. */
  readonly appFolder?: string;
  readonly clients?: readonly SmartClient[];
  /** Refuse FHIR and DICOMweb requests without an access token; by default they are let through. */
  readonly requireToken?: boolean;
  readonly now?: () => Date;
  readonly tokenLifetimeS?: number;
}

export interface Sandbox {
  readonly router: Router;
  /** Launch token for the app's launch address, as the EHR gets it at POST /sandbox/auth/launch. */
  createLaunch(context: LaunchContextInput): string;
  /** An access token without a launch, e.g. for the `fhirAuthorization` of a CDS Hooks call. */
  issueAccessToken(grant: AccessGrant): Promise<string>;
}

const DETAILS_APP: SmartClient = { clientId: 'her2-low-details', redirectUris: ['/app/index.html', '/app/'] };
const NOTHING: Demonstration = { patients: [], bundles: [], objects: [] };

/** Throws where the demonstration data do not go into the servers. */
export async function createSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { baseUrl, appFolder, requireToken = false, demonstration = NOTHING } = options;
  const now = options.now ?? (() => new Date());
  const fhirBase = () => `${baseUrl()}/sandbox/fhir`;
  const archiveBase = () => `${baseUrl()}/sandbox/dicom-web`;
  const issuer = () => `${baseUrl()}/sandbox/auth`;

  const store = new FhirStore(now);
  for (const bundle of demonstration.bundles) processBundle({ store, base: '', access: OPEN_ACCESS }, bundle);
  const archive = new DicomArchive();
  for (const [index, object] of demonstration.objects.entries()) {
    const result = archive.store(object);
    if (result.kind === 'refused')
      throw new Error(`Demonstration object ${index} is refused: reason ${result.reason.toString(16)}`);
  }
  const authorization = await createAuthorizationServer({
    baseUrl,
    fhirBase,
    issuer,
    clients: options.clients ?? [DETAILS_APP],
    now,
    tokenLifetimeS: options.tokenLifetimeS ?? 3600,
  });
  const verifyToken = authorization.tokens.verify;

  const router = express.Router();
  router.use('/sandbox', loopbackCors);
  router.get('/sandbox/demo/patients', (_request, response) => {
    response.set('Cache-Control', 'no-store').json(demonstration.patients);
  });
  router.get('/sandbox/fhir/.well-known/smart-configuration', (_request, response) => {
    response.json(smartConfiguration(issuer()));
  });
  const oauth = () => ({ authorize: `${issuer()}/authorize`, token: `${issuer()}/token`, introspect: `${issuer()}/introspect` });
  router.use('/sandbox/fhir', fhirRouter({ store, base: fhirBase, oauth, verifyToken, requireToken, startedAt: now() }));
  router.use('/sandbox/dicom-web', dicomwebRouter({ archive, base: archiveBase, verifyToken, requireToken }));
  router.use('/sandbox/auth', smartRouter(authorization, issuer));
  router.use(createEhrPage(appFolder));
  return {
    router,
    createLaunch: authorization.createLaunch,
    issueAccessToken: async (grant) => (await authorization.tokens.issue(grant)).token,
  };
}
