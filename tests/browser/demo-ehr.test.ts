import type { Browser, FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { silentLog } from '../../src/core/index.ts';
import { type RunningService, startService } from '../../src/main.ts';
import { describeLane } from '../lanes.ts';
import { accessibilityProblems } from './accessibility-problems.ts';
import { ensureBuiltApp } from './built-app.ts';
import { launchChromium, type WatchedPage, watchedPage } from './chromium-browser.ts';

interface ListedPatient {
  /** What the patient demonstrates, e.g. `her2-unknown-high`. */
  readonly name: string;
  readonly title: string;
}

/** A busy test machine must not turn a score into "still being computed"; the real budget has its own tests. */
const IMAGING_TIMEOUT_MS = '8000';

describeLane('chromium', 'the demonstration EHR with the running service', () => {
  let service: RunningService;
  let browser: Browser;
  let watched: WatchedPage;
  let page: Page;
  let patients: readonly ListedPatient[];

  beforeAll(async () => {
    await ensureBuiltApp();
    service = await startService({ PORT: '0', HER2_DATA: 'memory', HER2_SANDBOX: 'on', IMAGING_TIMEOUT_MS }, { log: silentLog });
    browser = await launchChromium();
    patients = (await (await fetch(`${service.url}/sandbox/demo/patients`)).json()) as ListedPatient[];
  });
  afterAll(async () => {
    await browser?.close();
    await service?.stop();
  });
  beforeEach(async () => {
    await watched?.page.context().close();
    watched = await watchedPage(browser, service.url);
    page = watched.page;
    await page.goto(service.url);
  });

  const choose = async (name: string) => {
    const { title } = patients.find((patient) => patient.name === name)!;
    await page.getByRole('navigation', { name: 'Patients' }).getByRole('button').filter({ hasText: title }).click();
    await page.getByRole('heading', { name: 'Problems' }).waitFor();
  };
  const press = async (button: 'Review' | 'Sign order') => {
    await page.getByRole('button', { name: button, exact: true }).click();
    await page.getByText(/answered in \d+ ms/).waitFor();
  };
  const card = () => page.getByRole('article');
  const openApp = async (): Promise<FrameLocator> => {
    await card()
      .getByRole('button', { name: /details/i })
      .click();
    const frame = page.frameLocator('iframe');
    await frame.getByRole('heading', { level: 1 }).waitFor();
    return frame;
  };
  /** A service without the feedback endpoint answers 404, which the browser reports by itself. */
  const errors = () => watched.errors.filter((error) => !error.includes('/feedback'));

  it('a review becomes a card, its suggestion a draft in the chart, its link the app with image and outline', async () => {
    await choose('her2-unknown-high');
    await press('Review');
    expect(await card().getByRole('heading').first().innerText()).not.toMatch(/\d\.\d|%/);
    expect(await card().innerText()).toMatch(/Research: HER2 radiomics score .*Does not establish HER2 status/s);

    const orders = page.getByRole('region', { name: 'Orders and tasks' });
    const before = await orders.getByText('draft', { exact: true }).count();
    await card()
      .getByRole('button', { name: /^Accept/ })
      .first()
      .click();
    await card().getByText('Accepted: draft added').waitFor();
    await expect.poll(() => orders.getByText('draft', { exact: true }).count()).toBeGreaterThan(before);

    const app = await openApp();
    expect(await app.getByText('Demonstration model', { exact: false }).first().innerText()).toMatch(/simulated data/);
    expect(await app.getByRole('heading', { name: /^Score:/ }).innerText()).toMatch(/band|uncertain/);
    const { width, height } = (await app.getByTestId('outline').boundingBox())!;
    expect(Math.min(width, height)).toBeGreaterThan(20);
    const png = await app.locator('.viewer image').getAttribute('href');
    expect(Buffer.from(png!.split(',')[1]!, 'base64').length).toBeGreaterThan(5000);
    expect(errors()).toEqual([]);
    expect([...watched.foreignHosts]).toEqual([]);
  });

  it('the app says in words why there is no score where the study has no outline', async () => {
    await choose('no-outline');
    await press('Sign order');
    const app = await openApp();
    expect(await app.getByRole('heading', { name: /^Score:/ }).innerText()).toBe('Score: not produced');
    expect(await app.getByText('no lesion outline').count()).toBeGreaterThan(0);
  });

  it('an outline drawn in the app is stored, found again and judged', async () => {
    await choose('no-outline');
    await press('Sign order');
    const app = await openApp();
    await app.getByRole('button', { name: 'Draw the lesion outline' }).click();
    const stage = app.getByRole('application', { name: /Draw the lesion outline/ });
    const box = (await stage.boundingBox())!;
    for (let n = 0; n < 12; n++) {
      const angle = (n / 12) * 2 * Math.PI;
      const [x, y] = [0.5 + 0.18 * Math.cos(angle), 0.42 + 0.14 * Math.sin(angle)];
      await stage.click({ position: { x: x * box.width, y: y * box.height } });
    }
    await app.getByRole('checkbox', { name: /I have checked/ }).check();
    await app.getByRole('button', { name: 'Save outline' }).click();
    await app.getByTestId('outline').waitFor();
    expect(await app.getByText('no lesion outline').count()).toBe(0);
    expect(await app.getByRole('button', { name: 'Draw the outline again' }).count()).toBe(1);
    expect(await app.getByText('a person', { exact: true }).count()).toBe(1);
    expect(errors()).toEqual([]);
  });

  it('an override closes the card with its reason', async () => {
    await choose('her2-unknown-low');
    await press('Review');
    await page.getByLabel('Reason to override').selectOption({ index: 2 });
    await card().getByRole('button', { name: 'Override' }).click();
    await card()
      .getByText(/^Overridden: .{5,}/)
      .waitFor();
    expect(
      await card()
        .getByRole('button', { name: /^Accept/ })
        .first()
        .isDisabled(),
    ).toBe(true);
  });

  it('no card outlives its chart', async () => {
    await choose('her2-unknown-high');
    await press('Review');
    const other = patients.find((patient) => patient.name !== 'her2-unknown-high')!;
    await choose(other.name);
    expect(await card().count()).toBe(0);
    expect(await page.getByText('Not asked yet.').count()).toBe(1);
  });

  it('every listed patient can be reviewed, and signed where there is an order, without an error', async () => {
    for (const { name } of patients) {
      await choose(name);
      await press('Review');
      const sign = page.getByRole('button', { name: 'Sign order', exact: true });
      if (await sign.isEnabled()) await press('Sign order');
    }
    expect(errors()).toEqual([]);
  }, 60_000);

  it('works by keyboard alone: patient, review, app, and back', async () => {
    const tabTo = async (name: RegExp) => {
      for (let times = 0; times < 40; times += 1) {
        await page.keyboard.press('Tab');
        const text = await page.evaluate<string>('document.activeElement.textContent');
        if (name.test(text)) return;
      }
      throw new Error(`No focus reached ${name}`);
    };
    await page.getByRole('navigation').getByRole('button').first().waitFor();
    await tabTo(new RegExp(patients.find(({ name }) => name === 'her2-unknown-high')!.title));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Problems' }).waitFor();
    await tabTo(/^Review$/);
    await page.keyboard.press('Enter');
    await card().waitFor();
    await tabTo(/details/i);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await tabTo(/^Close$/);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await page.evaluate<string>('document.activeElement.textContent')).toMatch(/details/i);
  });

  it.each([1280, 360])('is usable at %i pixels width: names, headings, contrast, reflow', async (width) => {
    await page.setViewportSize({ width, height: 800 });
    await choose('her2-unknown-high');
    await press('Review');
    await page.getByText('Request and response').click();
    expect(await accessibilityProblems(page)).toEqual([]);
  });
});
