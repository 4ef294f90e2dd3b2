import { describe, expect, it } from 'vitest';
import { fillPrefetchTokens, parseHookRequest } from '../../src/cds-hooks/index.ts';

const review = {
  hook: 'patient-view',
  hookInstance: 'd1577c69-dfbe-44ad-ba6d-3e05e953b2ea',
  context: { userId: 'Practitioner/onc-1', patientId: 'p1' },
};

const problemFields = (body: unknown): readonly string[] => {
  const parsed = parseHookRequest(body);
  return parsed.kind === 'malformed' ? parsed.problems.map((problem) => problem.field) : [];
};

describe('hook requests', () => {
  it('the smallest request of the standard is accepted', () => {
    expect(parseHookRequest(review).kind).toBe('request');
  });

  it('unknown fields and extensions are tolerated at every level', () => {
    const body = { ...review, extension: { 'com.example': {} }, context: { ...review.context, extra: [1] }, more: null };
    expect(parseHookRequest(body).kind).toBe('request');
  });

  it('an encounter of null, as some clients send it, is accepted', () => {
    expect(parseHookRequest({ ...review, context: { ...review.context, encounterId: null } }).kind).toBe('request');
  });

  it.each([
    ['no body', undefined, 'body'],
    ['an array', [], 'body'],
    ['an unknown hook', { ...review, hook: 'medication-prescribe' }, 'hook'],
    ['no hook instance', { ...review, hookInstance: undefined }, 'hookInstance'],
    ['no patient', { ...review, context: { userId: 'Practitioner/1' } }, 'context.patientId'],
    [
      'a patient id that would leave its query',
      { ...review, context: { ...review.context, patientId: '../Patient?x=' } },
      'context.patientId',
    ],
    ['a user of an unknown type', { ...review, context: { ...review.context, userId: 'Group/1' } }, 'context.userId'],
    ['order-sign without drafts', { ...review, hook: 'order-sign' }, 'context.draftOrders'],
    ['a FHIR server that is no web address', { ...review, fhirServer: 'file:///etc/passwd' }, 'fhirServer'],
    [
      'a token without its server (cds-r-1)',
      { ...review, fhirAuthorization: { access_token: 't', token_type: 'Bearer' } },
      'fhirServer',
    ],
    ['a prefetch that is a list', { ...review, prefetch: [1] }, 'prefetch'],
  ])('%s is refused and the field named', (_, body, field) => {
    expect(problemFields(body)).toContain(field);
  });

  it('problems never repeat what was sent', () => {
    const secret = 'Jane-Secret-1970';
    const parsed = parseHookRequest({ ...review, hookInstance: secret, context: { userId: secret, patientId: `${secret} ` } });
    expect(parsed.kind).toBe('malformed');
    expect(JSON.stringify(parsed)).not.toContain(secret);
  });
});

describe('prefetch tokens', () => {
  const context = { userId: 'PractitionerRole/r1', patientId: 'p1' };

  it('context fields and user ids of the right type are filled in', () => {
    expect(fillPrefetchTokens('Observation?patient={{context.patientId}}&by={{ userPractitionerRoleId }}', context)).toBe(
      'Observation?patient=p1&by=r1',
    );
  });

  it('a token without a value makes no query at all', () => {
    expect(fillPrefetchTokens('Practitioner/{{userPractitionerId}}', context)).toBeUndefined();
  });
});
