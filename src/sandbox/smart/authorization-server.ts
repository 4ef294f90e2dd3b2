/**
 * The sandbox's authorization server without HTTP: SMART App Launch 2.x EHR launch for public clients, authorization
 * code with PKCE S256 (RFC 6749, RFC 7636). There is no consent page: the demonstration user approves everything.
 * A code that comes twice is refused and the token it gave is revoked (RFC 6749 4.1.2).
 */
import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type AccessGrant, type AccessTokens, createAccessTokens } from './access-tokens.ts';
import { ExpiringMap } from './expiring-map.ts';
import { grantedScopes } from './granted-scopes.ts';
import { DEMONSTRATION_USER, type LaunchContext, type LaunchContextInput, launchContextSchema } from './launch-context.ts';

export interface SmartClient {
  readonly clientId: string;
  /** Absolute, or beginning with "/" for this server's own origin. */
  readonly redirectUris: readonly string[];
}

export interface SmartSettings {
  /** Origin of this server, with port. */
  readonly baseUrl: () => string;
  readonly fhirBase: () => string;
  readonly issuer: () => string;
  readonly clients: readonly SmartClient[];
  readonly now: () => Date;
  readonly tokenLifetimeS: number;
}

/** An OAuth 2.0 error response; `redirect` tells whether it may go to the client's redirect address. */
export class OAuthFailure extends Error {
  override readonly name = 'OAuthFailure';
  readonly error: string;
  readonly redirect: string | undefined;

  constructor(error: string, description: string, redirect?: string) {
    super(description);
    this.error = error;
    this.redirect = redirect;
  }
}

interface IssuedCode {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly challenge: string;
  readonly scope: string;
  readonly nonce: string | undefined;
  readonly context: LaunchContext | undefined;
  /** Id of the token that the code gave; present once the code is used. */
  usedFor?: string;
}

export interface AuthorizationServer {
  /** A launch token for the app's launch address, good for ten minutes; throws a ZodError for a wrong context. */
  createLaunch(context: LaunchContextInput): string;
  /** The address to send the browser to, with code and state; throws OAuthFailure. */
  authorize(parameters: unknown): string;
  /** Token response; throws OAuthFailure. */
  exchange(parameters: unknown): Promise<Readonly<Record<string, unknown>>>;
  readonly tokens: AccessTokens;
}

const CODE_LIFETIME_MS = 60_000;
const LAUNCH_LIFETIME_MS = 600_000;

const text = z.string().min(1).max(4000);
const authorizeSchema = z.object({
  response_type: z.literal('code'),
  scope: text,
  state: z.string().min(1).max(1000),
  aud: text,
  code_challenge: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  code_challenge_method: z.literal('S256'),
  launch: text.optional(),
  nonce: text.optional(),
});
const exchangeSchema = z.object({
  grant_type: z.literal('authorization_code'),
  code: text,
  redirect_uri: text,
  client_id: text,
  code_verifier: z.string().regex(/^[A-Za-z0-9._~-]{43,128}$/),
});

export async function createAuthorizationServer(settings: SmartSettings): Promise<AuthorizationServer> {
  const { now, issuer, fhirBase, tokenLifetimeS } = settings;
  const tokens = await createAccessTokens({ issuer, fhirBase, now, lifetimeS: tokenLifetimeS });
  const launches = new ExpiringMap<LaunchContext>(LAUNCH_LIFETIME_MS, now);
  const codes = new ExpiringMap<IssuedCode>(CODE_LIFETIME_MS, now);

  return {
    tokens,
    createLaunch(context) {
      const parsed = launchContextSchema.parse(context);
      const launch = secret();
      launches.set(launch, parsed);
      return launch;
    },
    authorize(parameters) {
      const { clientId, redirectUri, state } = registeredClient(settings, parameters);
      const refuse = (error: string, description: string) =>
        new OAuthFailure(error, description, redirectTo(redirectUri, { error, error_description: description, state }));
      const parsed = authorizeSchema.safeParse(parameters);
      if (!parsed.success) {
        const name = String(parsed.error.issues[0]?.path[0] ?? 'request');
        throw refuse(
          name === 'response_type' ? 'unsupported_response_type' : 'invalid_request',
          `${name} is missing or not as required`,
        );
      }
      const { launch, scope, aud, nonce, code_challenge: challenge } = parsed.data;
      if (aud.replace(/\/$/, '') !== fhirBase()) throw refuse('invalid_request', 'aud is not the address of this FHIR server');
      const wantsContext = scope.split(/\s+/).includes('launch');
      const context = wantsContext && launch !== undefined ? launches.get(launch) : undefined;
      if (wantsContext && context === undefined) throw refuse('invalid_request', 'launch is missing, unknown or has expired');
      const granted = grantedScopes(scope, context !== undefined);
      if (granted === '') throw refuse('invalid_scope', 'None of the scopes can be granted');
      const code = secret();
      codes.set(code, { clientId, redirectUri, challenge, scope: granted, nonce, context });
      return redirectTo(redirectUri, { code, state });
    },
    async exchange(parameters) {
      const parsed = exchangeSchema.safeParse(parameters);
      if (!parsed.success) {
        const name = String(parsed.error.issues[0]?.path[0] ?? 'request');
        throw new OAuthFailure(
          name === 'grant_type' ? 'unsupported_grant_type' : 'invalid_request',
          `${name} is missing or not as required`,
        );
      }
      const { code, client_id: clientId, redirect_uri: redirectUri, code_verifier: verifier } = parsed.data;
      const issued = codes.get(code);
      if (issued?.usedFor !== undefined) tokens.revoke(issued.usedFor);
      if (
        issued === undefined ||
        issued.usedFor !== undefined ||
        issued.clientId !== clientId ||
        issued.redirectUri !== redirectUri ||
        createHash('sha256').update(verifier).digest('base64url') !== issued.challenge
      )
        throw new OAuthFailure('invalid_grant', 'The code is unknown, used, expired, or was given for another request');
      // Taken before the first await: of two exchanges at once only one may pass.
      issued.usedFor = 'pending';
      const { scope, nonce, context } = issued;
      const user = context?.user ?? DEMONSTRATION_USER;
      const grant: AccessGrant = { clientId, scope, user, ...(context === undefined ? {} : { patient: context.patient }) };
      const { token, tokenId } = await tokens.issue(grant);
      issued.usedFor = tokenId;
      return {
        access_token: token,
        token_type: 'Bearer',
        expires_in: tokenLifetimeS,
        scope,
        ...(context === undefined ? {} : contextParameters(context)),
        ...(scope.split(' ').includes('openid') ? { id_token: await tokens.issueIdToken(grant, nonce) } : {}),
      };
    },
  };
}

/** Until client and redirect address are known to belong together, nothing is sent to that address (RFC 6749 4.1.2.1). */
function registeredClient({ clients, baseUrl }: SmartSettings, parameters: unknown) {
  const parsed = z.object({ client_id: text, redirect_uri: text, state: z.string().max(1000).optional() }).safeParse(parameters);
  const client = clients.find(({ clientId }) => clientId === parsed.data?.client_id);
  if (!parsed.success || client === undefined) throw new OAuthFailure('unauthorized_client', 'client_id is not registered here');
  const redirectUri = parsed.data.redirect_uri;
  const registered = client.redirectUris.map((uri) => (uri.startsWith('/') ? `${baseUrl()}${uri}` : uri));
  if (!registered.includes(redirectUri))
    throw new OAuthFailure('invalid_request', 'redirect_uri is not registered for this client');
  return { clientId: client.clientId, redirectUri, state: parsed.data.state };
}

function redirectTo(redirectUri: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const address = new URL(redirectUri);
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) address.searchParams.set(name, value);
  return address.href;
}

function contextParameters({ patient, encounter, appContext, needPatientBanner, fhirContext }: LaunchContext) {
  return {
    patient,
    need_patient_banner: needPatientBanner,
    ...(encounter === undefined ? {} : { encounter }),
    ...(appContext === undefined ? {} : { appContext }),
    ...(fhirContext === undefined ? {} : { fhirContext }),
  };
}

function secret(): string {
  return randomBytes(32).toString('base64url');
}
