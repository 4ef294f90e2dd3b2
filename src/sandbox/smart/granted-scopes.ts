/** Scopes that the sandbox grants of those asked for (SMART App Launch 2.x "scopes and launch context"); others are left out. */
const PLAIN = new Set(['launch', 'launch/patient', 'launch/encounter', 'openid', 'fhirUser', 'profile']);
const RESOURCE = /^(patient|user)\/(\*|[A-Z][A-Za-z]{1,60})\.(\*|read|write|c?r?u?d?s?)$/;

/** Patient scopes need a patient in context. A scope with a search restriction is not granted: it would be widened. */
export function grantedScopes(requested: string, hasPatient: boolean): string {
  const granted = requested.split(/\s+/).filter((scope) => {
    const level = RESOURCE.exec(scope)?.[1];
    if (scope.endsWith('.')) return false;
    return PLAIN.has(scope) || level === 'user' || (level === 'patient' && hasPatient);
  });
  return [...new Set(granted)].join(' ');
}
