import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DetailsResponse, MappableFeature } from '../../src/core/index.ts';
import { silentLog } from '../../src/core/index.ts';
import { type RunningService, startService } from '../../src/main.ts';
import { describeLane } from '../lanes.ts';
import { accessibilityProblems } from './accessibility-problems.ts';
import { ensureBuiltApp } from './built-app.ts';
import { launchChromium, type WatchedPage, watchedPage } from './chromium-browser.ts';

/** A busy test machine must not turn a map into a failure; the real limits have their own tests. */
const MAP_MS = 20_000;

describeLane('chromium', 'maps in the details app over the running service', () => {
  let service: RunningService;
  let browser: Browser;
  let watched: WatchedPage;
  let page: Page;
  let mappable: readonly MappableFeature[];

  beforeAll(async () => {
    await ensureBuiltApp();
    service = await startService({ PORT: '0', HER2_DATA: 'memory', HER2_SANDBOX: 'on' }, { log: silentLog });
    browser = await launchChromium();
    watched = await watchedPage(browser, service.url);
    page = watched.page;
    const patient = service.sandbox!.patients.find(({ objects }) => objects.length > 1)!.patientId;
    const launch = service.sandbox!.createLaunch({ patient });
    const answered = page.waitForResponse(/\/app\/details$/, { timeout: 60_000 });
    await page.goto(`${service.url}/app/launch.html?${new URLSearchParams({ iss: `${service.url}/sandbox/fhir`, launch })}`);
    const details = (await (await answered).json()) as DetailsResponse;
    mappable = details.mappable ?? [];
    await page.getByRole('application').waitFor();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await service?.stop();
  });

  const choices = () => page.locator('details', { hasText: 'Show where in the lesion' });
  const buttonOf = ({ feature }: MappableFeature) => choices().getByRole('button').filter({ hasText: feature });
  const layer = () => page.getByTestId('map-layer');
  const legend = () => page.locator('.map-legend');

  describe('a map', () => {
    it('is closed until asked for, lies on the lesion under the outline, and says what it is and is not', async () => {
      const [first] = mappable.filter(({ hasMap }) => hasMap);
      expect(await buttonOf(first!).isVisible()).toBe(false);
      await choices().locator('summary').click();
      await buttonOf(first!).focus();
      await page.keyboard.press('Enter');
      await layer().waitFor({ timeout: MAP_MS });
      const [drawn, outline] = await Promise.all([layer().boundingBox(), page.getByTestId('outline').boundingBox()]);
      for (const side of ['x', 'y', 'width', 'height'] as const) expect(Math.abs(drawn![side] - outline![side])).toBeLessThan(4);
      const order = await page.locator('.viewer svg g > *').evaluateAll((elements) => elements.map(({ tagName }) => tagName));
      expect(order).toEqual(['image', 'image', 'path', 'path']);
      const words = await legend().innerText();
      for (const said of [
        'low: ',
        'high: ',
        first!.feature,
        'It is no evidence of HER2 expression',
        'not for clinical use',
        ' mm around it',
      ])
        expect(words).toContain(said);
      expect(await legend().getByRole('img').getAttribute('aria-label')).toMatch(/from dark, .*, to light, /);
      expect(await page.getByRole('application').getAttribute('aria-label')).toMatch(/map of .* shown/);
      expect(await accessibilityProblems(page)).toEqual([]);
    });

    it('can be switched off by key, replaced by another, and hidden', async () => {
      await page.getByRole('application').press('m');
      expect([
        await layer().count(),
        await page.getByRole('button', { name: 'Map', exact: true }).getAttribute('aria-pressed'),
      ]).toEqual([0, 'false']);
      const [, second] = mappable.filter(({ hasMap }) => hasMap);
      await buttonOf(second!).click();
      await legend().getByText(second!.feature).waitFor({ timeout: MAP_MS });
      expect([await layer().count(), await buttonOf(second!).getAttribute('aria-pressed')]).toEqual([1, 'true']);
      await legend().getByRole('button', { name: 'Hide the map' }).click();
      expect([await layer().count(), await legend().count()]).toEqual([0, 0]);
    });

    it('that is refused is said in the words of the service', async () => {
      const [first] = mappable.filter(({ hasMap }) => hasMap);
      const diagnostics = 'Another map is being computed. Try again in a few seconds.';
      await page.route('**/app/feature-map', (route) => route.fulfill({ status: 503, json: { issue: [{ diagnostics }] } }));
      await buttonOf(first!).click();
      expect(await page.getByRole('alert').innerText()).toBe(diagnostics);
      await page.unroute('**/app/feature-map');
    });
  });
});
