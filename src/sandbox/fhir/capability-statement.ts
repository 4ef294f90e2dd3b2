/**
 * /metadata: what the embedded server does, made from the tables that it runs by, with the SMART App Launch
 * addresses in the security extension that fhirclient and older apps read.
 */
import type { CapabilityStatement, CapabilityStatementRestResource } from 'fhir/r4.js';
import { RESOURCE_TYPES, searchParameters } from './search-parameters.ts';

export interface OAuthAddresses {
  readonly authorize: string;
  readonly token: string;
  readonly introspect: string;
}

export function capabilityStatement(base: string, startedAt: Date, oauth: OAuthAddresses | undefined): CapabilityStatement {
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: startedAt.toISOString(),
    kind: 'instance',
    software: { name: 'Embedded FHIR sandbox' },
    implementation: { description: 'In-memory FHIR R4 server for demonstration and tests', url: base },
    fhirVersion: '4.0.1',
    format: ['application/fhir+json', 'json'],
    rest: [
      {
        mode: 'server',
        ...(oauth === undefined ? {} : { security: security(oauth) }),
        resource: RESOURCE_TYPES.map(resource),
        interaction: [{ code: 'batch' }, { code: 'transaction' }],
      },
    ],
  };
}

function resource(type: string): CapabilityStatementRestResource {
  const parameters = Object.entries(searchParameters(type) ?? {});
  const references = parameters.filter(([, parameter]) => parameter.type === 'reference').map(([name]) => `${type}:${name}`);
  const reverse = RESOURCE_TYPES.flatMap((source) =>
    Object.entries(searchParameters(source) ?? {})
      .filter(([, parameter]) => parameter.type === 'reference' && (parameter.target ?? type) === type)
      .map(([name]) => `${source}:${name}`),
  );
  return {
    type: type as CapabilityStatementRestResource['type'],
    interaction: (['create', 'read', 'update', 'delete', 'search-type'] as const).map((code) => ({ code })),
    versioning: 'versioned-update',
    readHistory: false,
    updateCreate: true,
    conditionalCreate: true,
    conditionalUpdate: true,
    conditionalDelete: 'not-supported',
    ...(references.length === 0 ? {} : { searchInclude: references }),
    ...(reverse.length === 0 ? {} : { searchRevInclude: reverse }),
    searchParam: parameters.map(([name, { type: kind }]) => ({ name, type: kind })),
  };
}

function security({ authorize, token, introspect }: OAuthAddresses) {
  return {
    cors: true,
    service: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/restful-security-service', code: 'SMART-on-FHIR' }] }],
    extension: [
      {
        url: 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris',
        extension: [
          { url: 'authorize', valueUri: authorize },
          { url: 'token', valueUri: token },
          { url: 'introspect', valueUri: introspect },
        ],
      },
    ],
  };
}
