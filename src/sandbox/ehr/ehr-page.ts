/**
 * Serves the demonstration EHR at `/`. The page itself is the third entry of the smart-app build
 * (smart-app/ehr.html), so this only hands out that file; its scripts come from the app's own static route.
 */
import path from 'node:path';
import express from 'express';

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** `appFolder`: the built smart-app; the default fits both src/ (tsx) and dist/ (node) of this package. */
export function createEhrPage(appFolder: string = builtAppFolder()): express.Router {
  const router = express.Router();
  router.get('/', (_request, response, next) => {
    response.set({
      'Content-Security-Policy': CONTENT_SECURITY_POLICY,
      'Cache-Control': 'no-cache',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
    });
    response.sendFile('ehr.html', { root: appFolder }, (error?: Error) => {
      if (error === undefined) return;
      if (response.headersSent) return next(error);
      response.status(503).type('text/plain').send('The demonstration EHR is not built yet. Run: npm run build:app\n');
    });
  });
  return router;
}

function builtAppFolder(): string {
  const packageRoot = path.resolve(import.meta.dirname, '../../..');
  return path.join(packageRoot, 'dist', 'smart-app');
}
