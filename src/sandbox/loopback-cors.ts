/**
 * CORS for pages of this machine (another port of localhost, as a development server has); pages of other origins get no
 * header and so no answer. Credentials are never allowed: tokens travel in the Authorization header.
 */
import type { RequestHandler } from 'express';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

export const loopbackCors: RequestHandler = (request, response, next) => {
  const origin = request.get('origin');
  response.vary('Origin');
  if (origin !== undefined && URL.canParse(origin) && LOOPBACK.has(new URL(origin).hostname)) {
    response.set({
      'Access-Control-Allow-Origin': origin,
      'Access-Control-Expose-Headers': 'ETag, Location, Last-Modified',
    });
    if (request.method === 'OPTIONS') {
      response
        .set({
          'Access-Control-Allow-Methods': 'GET, HEAD, POST, PUT, DELETE',
          'Access-Control-Allow-Headers': 'Authorization, Content-Type, Accept, Prefer, If-Match, If-None-Match, If-None-Exist',
          'Access-Control-Max-Age': '600',
        })
        .status(204)
        .end();
      return;
    }
  }
  next();
};
