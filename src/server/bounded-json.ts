/** JSON bodies within limits of size and depth. */
import express from 'express';
import { isTooDeep, MAX_JSON_DEPTH, ServiceError } from '../core/index.ts';

/** Type of the error for JSON that nests too deep, beside those of the body parser. */
export const TOO_DEEP = 'entity.too.deep';

/** Media type first, so that a body of another kind is not read at all. */
export const requireJson: express.RequestHandler = (request, _response, next) => {
  if (request.get('content-type') === undefined || request.is('application/json') === false) {
    throw new ServiceError('unsupported-media-type', 'The body is not application/json.', { field: 'content-type' });
  }
  next();
};

export function boundedJson(maxBytes: number): express.RequestHandler {
  return express.json({
    limit: maxBytes,
    verify: (_request, _response, body) => {
      // The body parser writes to what is thrown here, so it is no ServiceError; operation-outcome.ts knows the type.
      if (isTooDeep(body)) throw Object.assign(new Error(`nested deeper than ${MAX_JSON_DEPTH}`), { type: TOO_DEEP });
    },
  });
}
