/** The token of an Authorization header (RFC 6750), or undefined where it is another or none. */
export function bearerToken(authorization: string | undefined): string | undefined {
  return /^Bearer ([^\s]+)$/i.exec(authorization ?? '')?.[1];
}
