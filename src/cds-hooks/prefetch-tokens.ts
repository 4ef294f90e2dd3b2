/** Fills prefetch tokens (CDS Hooks 2.0, "Prefetch tokens"): context fields and user ids by type. */

const USER_TOKENS: Readonly<Record<string, string>> = {
  userPractitionerId: 'Practitioner',
  userPractitionerRoleId: 'PractitionerRole',
  userPatientId: 'Patient',
  userRelatedPersonId: 'RelatedPerson',
};

export interface TokenContext {
  readonly userId: string;
  readonly patientId: string;
}

/** The query, or undefined where a token has no value in this context. */
export function fillPrefetchTokens(template: string, context: TokenContext): string | undefined {
  let complete = true;
  const query = template.replace(/\{\{\s*([^}\s]+)\s*\}\}/g, (_, token: string) => {
    const value = tokenValue(token, context);
    if (value === undefined) complete = false;
    return encodeURIComponent(value ?? '');
  });
  return complete ? query : undefined;
}

function tokenValue(token: string, context: TokenContext): string | undefined {
  if (token === 'context.patientId') return context.patientId;
  if (token === 'context.userId') return context.userId;
  const [type, id] = context.userId.split('/');
  return USER_TOKENS[token] === type ? id : undefined;
}
