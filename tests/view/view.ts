/**
 * `npm run view [port]`: pages on the loopback address for a person to look at what the product sees. A page of its own file
 * (`pathway-page.ts`, exporting `pathwayPage(links)` that gives HTML) is linked where that file exists.
 */
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { fixturesPage } from './fixtures-page.ts';
import type { PageLink } from './page.ts';
import { pictureOf, viewedImages } from './viewed-images.ts';

const DEFAULT_PORT = 8090;
const PATHWAY_FILE = path.join(import.meta.dirname, 'pathway-page.ts');

interface PathwayModule {
  readonly pathwayPage: (links: readonly PageLink[]) => string | Promise<string>;
}

const images = viewedImages();
const hasPathway = existsSync(PATHWAY_FILE);
const links: readonly PageLink[] = [
  { path: '/', title: 'Images' },
  ...(hasPathway ? [{ path: '/pathway', title: 'Decision table' }] : []),
];

async function answer(url: string): Promise<{ readonly type: string; readonly body: string | Uint8Array } | undefined> {
  const [, number] = /^\/image\/(\d{1,4})\.png$/.exec(url) ?? [];
  if (number !== undefined) {
    const viewed = await images[Number(number)]?.read();
    return viewed?.kind === 'viewed' ? { type: 'image/png', body: await pictureOf(viewed) } : undefined;
  }
  if (url === '/') return { type: 'text/html; charset=utf-8', body: await fixturesPage(images, links) };
  if (url !== '/pathway' || !hasPathway) return undefined;
  const { pathwayPage } = (await import(pathToFileURL(PATHWAY_FILE).href)) as PathwayModule;
  return { type: 'text/html; charset=utf-8', body: await pathwayPage(links) };
}

const server = createServer((request, response) => {
  answer(request.url ?? '/')
    .then((found) => {
      if (found === undefined) response.writeHead(404).end('not found');
      else response.writeHead(200, { 'content-type': found.type, 'cache-control': 'no-store' }).end(found.body);
    })
    .catch((error: unknown) => {
      response.writeHead(500, { 'content-type': 'text/plain' }).end(error instanceof Error ? error.stack : String(error));
    });
});
server.listen(Number(process.argv[2] ?? DEFAULT_PORT), '127.0.0.1', () => {
  process.stdout.write(`Images and the quality gate: http://127.0.0.1:${(server.address() as AddressInfo).port}/\n`);
});
