/**
 * The Accept header as DICOMweb uses it (PS3.18 8.3.3, 8.7.4): media types with a quoted `type` and a
 * `transfer-syntax`. Some clients put the transfer syntax inside the quotes of `type`; that is understood too.
 */
export interface AcceptedType {
  /** For multipart/related the type of the parts; lower case. */
  readonly mediaType: string;
  readonly multipart: boolean;
  readonly transferSyntax: string | undefined;
}

const MAX_TYPES = 40;

/** In the order of the header; an absent header accepts anything. */
export function parseAccept(header: string | undefined): AcceptedType[] {
  if (header === undefined || header.trim() === '') return [{ mediaType: '*/*', multipart: true, transferSyntax: undefined }];
  return splitOutsideQuotes(header.slice(0, 4000), ',').slice(0, MAX_TYPES).map(acceptedType);
}

function acceptedType(text: string): AcceptedType {
  const [outer = '', ...rest] = splitOutsideQuotes(text, ';').map((part) => part.trim());
  const parameters = new Map(rest.map((part) => parameter(part)));
  const [inner = '*/*', ...innerRest] = (parameters.get('type') ?? '*/*').split(';').map((part) => part.trim());
  const innerParameters = new Map(innerRest.map((part) => parameter(part)));
  const multipart = outer.toLowerCase() === 'multipart/related';
  return {
    mediaType: (multipart ? inner : outer).toLowerCase(),
    multipart: multipart || outer === '*/*',
    transferSyntax: parameters.get('transfer-syntax') ?? innerParameters.get('transfer-syntax'),
  };
}

function parameter(text: string): [string, string] {
  const at = text.indexOf('=');
  const value = at < 0 ? '' : text.slice(at + 1).trim();
  return [(at < 0 ? text : text.slice(0, at)).trim().toLowerCase(), value.replace(/^"(.*)"$/, '$1')];
}

function splitOutsideQuotes(text: string, separator: string): string[] {
  const parts = [''];
  let quoted = false;
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    if (character === separator && !quoted) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts;
}
