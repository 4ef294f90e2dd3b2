/**
 * `npm run view [-- PORT [FOLDER]]`: pages on the loopback address for a person to look at what the product sees, and what the
 * clinical content of a service folder says.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { ServiceError } from '../../src/core/index.ts';
import { fixturesPage } from './fixtures-page.ts';
import { escaped, type PageLink, page } from './page.ts';
import { pathwayPage } from './pathway-page.ts';
import { pictureOf, viewedImages } from './viewed-images.ts';

const DEFAULT_PORT = 8090;
const SHIPPED = path.resolve(import.meta.dirname, '../../cds-services/her2-low');

const [port = String(DEFAULT_PORT), folder = SHIPPED] = process.argv.slice(2);
const images = viewedImages();
const links: readonly PageLink[] = [
  { path: '/', title: 'Images' },
  { path: '/pathway', title: 'Decision table and cards' },
];

async function answer(url: string): Promise<{ readonly type: string; readonly body: string | Uint8Array } | undefined> {
  const [, number] = /^\/image\/(\d{1,4})\.png$/.exec(url) ?? [];
  if (number !== undefined) {
    const viewed = await images[Number(number)]?.read();
    return viewed?.kind === 'viewed' ? { type: 'image/png', body: await pictureOf(viewed) } : undefined;
  }
  if (url === '/') return { type: 'text/html; charset=utf-8', body: await fixturesPage(images, links) };
  const { pathname, searchParams } = new URL(url, 'http://127.0.0.1');
  if (pathname !== '/pathway') return undefined;
  const today = new Date().toISOString().slice(0, 10);
  const body = await pathwayPage(links, folder, today, searchParams.get('language') ?? undefined).catch(refused);
  return { type: 'text/html; charset=utf-8', body };
}

/** What an author has to mend; the page is loaded again after that. */
function refused(error: unknown): string {
  if (!(error instanceof ServiceError || error instanceof SyntaxError)) throw error;
  return page('The content does not hold', links, `<p class="blocks">${escaped(error.message)}</p>`);
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
server.listen(Number(port), '127.0.0.1', () => {
  const home = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.stdout.write(`Images and the quality gate: ${home}/\nDecision table and cards: ${home}/pathway\n`);
});
