import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { notProduced } from '../../src/core/index.ts';
import { describeLane } from '../lanes.ts';
import { accessibilityProblems } from './accessibility-problems.ts';
import { type AppHost, startAppHost } from './app-host.ts';
import { type BuiltApp, buildApp } from './built-app.ts';
import { launchChromium, type WatchedPage, watchedPage } from './chromium-browser.ts';
import { details, LESION, NOTHING_FOUND, PATIENT_ID, PATIENT_NAME, scoredIn, UNCERTAIN } from './details-examples.ts';

describeLane('chromium', 'the details app', () => {
  let app: BuiltApp;
  let host: AppHost;
  let browser: Browser;
  let watched: WatchedPage;

  beforeAll(async () => {
    app = await buildApp();
    host = await startAppHost(app.folder);
    browser = await launchChromium();
    watched = await watchedPage(browser, host.url);
  });
  afterAll(async () => {
    await browser?.close();
    await host?.close();
    await app?.remove();
  });
  beforeEach(async () => {
    // One tab for all tests: what one launch leaves behind would show in the next.
    watched.errors.length = 0;
    await watched.page.unrouteAll();
    await watched.page.emulateMedia({ media: null });
    await watched.page.setViewportSize({ width: 1280, height: 900 });
    host.answer = { status: 200, body: details(scoredIn('high', 0.71, 0.58, 0.82)) };
  });

  const open = async (patient = PATIENT_ID, options: Parameters<AppHost['launchAddress']>[1] = {}) => {
    await watched.page.goto(host.launchAddress(patient, options));
    await watched.page.waitForURL(`${host.url}/app/index.html`);
    await watched.page.getByRole('heading', { level: 1 }).waitFor();
  };
  const shownText = () => watched.page.locator('body').innerText();
  const viewBox = async () =>
    (await watched.page.locator('.viewer svg').getAttribute('viewBox'))!.split(' ').map(Number) as [
      number,
      number,
      number,
      number,
    ];

  describe('score states', () => {
    const outOfRange = {
      kind: 'out-of-distribution' as const,
      reasons: [{ code: 'size-out-of-range' as const, text: 'the lesion is larger than any the model was fitted on' }],
    };
    it.each([
      ['scored', details(scoredIn('high', 0.71, 0.58, 0.82)), ['Score: high band', '0.58 to 0.82'], []],
      ['uncertain', details(UNCERTAIN), ['Score: uncertain', '0.31 to 0.69', 'no band'], []],
      ['out of distribution', details(outOfRange), ['outside the model’s range', outOfRange.reasons[0]!.text], ['interval']],
      [
        'not produced',
        details(notProduced('no-outline'), { facts: NOTHING_FOUND }),
        ['Score: not produced', 'Reason: no lesion outline'],
        ['interval'],
      ],
      ['not asked', details({ kind: 'not-asked' }), ['Score: not computed'], ['interval']],
    ])('%s is said in words, with a number only where there is a score', async (_, body, present, absent) => {
      host.answer = { status: 200, body };
      await open();
      const panel = await watched.page.getByRole('region', { name: /Ultrasound/ }).innerText();
      for (const words of present) expect(panel).toContain(words);
      for (const words of absent) expect(panel).not.toContain(words);
      expect(await watched.page.getByRole('img', { name: /90 % interval/ }).count()).toBe(absent.length === 0 ? 1 : 0);
    });

    it('a low score says that it does not exclude HER2-low disease, with the residual frequency', async () => {
      host.answer = { status: 200, body: details(scoredIn('low', 0.2, 0.1, 0.35)) };
      await open();
      const panel = watched.page.getByRole('region', { name: /Ultrasound/ });
      expect(await panel.innerText()).toMatch(/does not exclude HER2-low disease\. .*21 of 52/);
    });

    it('what the score cannot do stands before the score, and the research statement above all', async () => {
      await open();
      const text = await shownText();
      const places = ['Demonstration model on simulated data', 'HER2 from tissue', 'Does not separate', 'Score: high'];
      const positions = places.map((words) => text.indexOf(words));
      expect(positions).toEqual([...positions].sort((a, b) => a - b));
      expect(positions).not.toContain(-1);
    });

    it('only the three strongest feature groups are listed, and only on request', async () => {
      await open();
      const table = watched.page.getByRole('table', { name: /Shares of this model/ });
      expect(await table.isVisible()).toBe(false);
      await watched.page.getByText('Image features that moved the score most').click();
      const rows = await table.locator('tbody tr').allInnerTexts();
      expect(rows.map((row) => /[+−]\d\.\d\d/.exec(row)?.[0])).toEqual(['+0.72', '−0.41', '+0.20']);
    });
  });

  describe('tissue facts', () => {
    it('results, unused results and gaps are told apart', async () => {
      await open();
      const pathology = await watched.page.getByRole('region', { name: 'Pathology' }).innerText();
      for (const words of ['IHC 1+; HER2-low (drug-label word), 2026-09-14', 'liver metastasis', '“score 1+ (4B5)”', 'not found'])
        expect(pathology).toContain(words);
      expect(pathology).toMatch(/Not used[\s\S]*IHC 2\+ \(preliminary\)/);
    });

    it('nothing found is never shown as negative, and an incomplete read is named', async () => {
      host.answer = { status: 200, body: details(notProduced('no-outline'), { facts: NOTHING_FOUND }) };
      await open();
      const pathology = await watched.page.getByRole('region', { name: 'Pathology' }).innerText();
      expect(pathology).toContain('No final HER2 result was found in the record. Not found does not mean negative.');
      expect(pathology).toContain('Could not be read completely: Observation');
    });
  });

  describe('the image', () => {
    it('has the proportions of the tissue and a scale bar of the length it names', async () => {
      await open();
      const box = (await watched.page.locator('.viewer-focus').boundingBox())!;
      expect(box.height / box.width).toBeCloseTo((100 * 0.3) / (200 * 0.1), 2);
      for (const zoom of ['Whole image', 'Zoom in', 'Zoom in']) {
        await watched.page.getByRole('button', { name: zoom }).click();
        const bar = watched.page.locator('.scale-bar');
        const millimetres = Number.parseFloat(await bar.innerText());
        const [, , visibleColumns] = await viewBox();
        expect((await bar.boundingBox())!.width / box.width).toBeCloseTo(millimetres / (visibleColumns * 0.1), 2);
      }
    });

    it('shows no scale where the image states no spacing', async () => {
      const { spacingMm: _, ...uncalibrated } = LESION;
      host.answer = { status: 200, body: details(notProduced('no-pixel-spacing'), { lesion: uncalibrated }) };
      await open();
      expect(await watched.page.locator('.scale-bar').innerText()).toContain('states no pixel spacing');
    });

    it('the outline lies on its pixels and can be switched off by button and by key', async () => {
      await open();
      const outline = watched.page.getByTestId('outline');
      const [image, drawn] = await Promise.all([watched.page.locator('.viewer image').boundingBox(), outline.boundingBox()]);
      expect((drawn!.x - image!.x) / image!.width).toBeCloseTo(50 / 200, 1);
      expect(drawn!.height / image!.height).toBeCloseTo(50 / 100, 1);
      const button = watched.page.getByRole('button', { name: 'Outline', exact: true });
      await button.click();
      expect([await outline.count(), await button.getAttribute('aria-pressed')]).toEqual([0, 'false']);
      await watched.page.getByRole('application').press('o');
      expect(await outline.count()).toBe(1);
    });

    it('goes to the outline and shows all of it, close', async () => {
      await open(PATIENT_ID, { appContext: '{"view":"outline"}' });
      expect(await watched.page.evaluate('document.activeElement.id')).toBe('imaging');
      await watched.page.getByRole('button', { name: 'Zoom in' }).click();
      await watched.page.getByRole('button', { name: 'To outline' }).click();
      const [left, top, width, height] = await viewBox();
      expect([left < 50, left + width > 150, top < 25 * 3, top + height > 75 * 3]).toEqual([true, true, true, true]);
      expect(width).toBeLessThan(200 * 0.7);
    });

    it('can be zoomed and moved by keyboard, never beyond its edges', async () => {
      await open();
      const stage = watched.page.getByRole('application');
      await stage.press('+');
      const zoomed = await viewBox();
      expect(zoomed[2]).toBeCloseTo(200 / 1.5, 5);
      await stage.press('ArrowRight');
      expect((await viewBox())[0]).toBeGreaterThan(zoomed[0]);
      for (let times = 0; times < 20; times += 1) await stage.press('ArrowRight');
      const [left, , width] = await viewBox();
      expect(left + width).toBeCloseTo(200, 5);
      await stage.press('0');
      expect(await viewBox()).toEqual([0, 0, 200, 100 * (0.3 / 0.1)]);
    });
  });

  describe('an outline drawn in the app', () => {
    const IMAGE = '1.2.3.9';
    beforeEach(async () => {
      const { png, width, height, spacingMm } = LESION;
      const picture = { sopInstanceUid: IMAGE, frame: 1, png, width, height, spacingMm: spacingMm! };
      host.frames = { studyUid: '1.2.3', images: [{ sopInstanceUid: IMAGE, frames: 2 }], picture };
      host.drawn.length = 0;
      host.askedFrames.length = 0;
      host.refusal = undefined;
      const { lesion: _, ...without } = details(notProduced('no-outline'), { canDraw: true });
      host.answer = { status: 200, body: without };
    });
    const startDrawing = async () => {
      await open();
      await watched.page.getByRole('button', { name: 'Draw the lesion outline' }).click();
      return watched.page.getByRole('application', { name: /Draw the lesion outline/ });
    };
    const save = () => watched.page.getByRole('button', { name: 'Save outline' });
    const confirm = () => watched.page.getByRole('checkbox', { name: /I have checked/ });

    it('by pointer: clicks set points, a drag moves one, and nothing is sent before it is confirmed', async () => {
      const stage = await startDrawing();
      const box = (await stage.boundingBox())!;
      const at = (column: number, row: number) => ({ x: (column / 200) * box.width, y: (row / 100) * box.height });
      const corners = [at(50, 25), at(150, 25), at(150, 75), at(60, 60)];
      for (const position of corners) await stage.click({ position });
      // A click may have scrolled the page.
      const now = (await stage.boundingBox())!;
      await watched.page.mouse.move(now.x + corners[3]!.x, now.y + corners[3]!.y);
      await watched.page.mouse.down();
      await watched.page.mouse.move(now.x + at(50, 75).x, now.y + at(50, 75).y, { steps: 4 });
      await watched.page.mouse.up();
      expect(await watched.page.getByRole('status').innerText()).toMatch(/4 points, 1\d\d\.\d mm²/);
      expect(await save().isDisabled()).toBe(true);
      await confirm().check();
      await save().click();
      await watched.page.getByRole('button', { name: 'Draw the lesion outline' }).waitFor();
      expect(host.drawn).toHaveLength(1);
      const { rings, ...rest } = host.drawn[0]!;
      expect(rest).toEqual({
        fhirServer: `${host.url}/sandbox/fhir`,
        patientId: PATIENT_ID,
        studyUid: '1.2.3',
        imageSopInstanceUid: IMAGE,
        frame: 1,
      });
      const meant = [50, 25, 150, 25, 150, 75, 50, 75];
      expect(Math.max(...meant.map((expected, n) => Math.abs(rings[0]![n]! - expected)))).toBeLessThan(1);
      expect(host.asked.length).toBeGreaterThan(1);
    });

    it('by keyboard alone, with a change after the confirmation asking for it again', async () => {
      const stage = await startDrawing();
      await stage.focus();
      const moveTo = async (key: string, times: number) => {
        for (let n = 0; n < times; n++) await stage.press(key);
      };
      await stage.press('Enter');
      await moveTo('Shift+ArrowRight', 3);
      await stage.press('Enter');
      await moveTo('Shift+ArrowDown', 2);
      await stage.press('Enter');
      await confirm().check();
      await stage.press('ArrowLeft');
      await stage.press('Enter');
      expect(await confirm().isChecked()).toBe(false);
      await confirm().check();
      await stage.press('Backspace');
      expect(await confirm().isChecked()).toBe(false);
      await confirm().check();
      await save().press('Enter');
      await watched.page.getByRole('button', { name: 'Draw the lesion outline' }).waitFor();
      expect(host.drawn[0]!.rings).toEqual([[100, 50, 130, 50, 130, 70]]);
    });

    it('a refusal is said in the words of the service and the drawing stays', async () => {
      host.refusal = 'The outline was not stored: patient-mismatch.';
      const stage = await startDrawing();
      const box = (await stage.boundingBox())!;
      for (const [x, y] of [
        [0.2, 0.2],
        [0.8, 0.2],
        [0.8, 0.8],
      ] as const)
        await stage.click({ position: { x: x * box.width, y: y * box.height } });
      await confirm().check();
      await save().click();
      expect(await watched.page.getByRole('alert').innerText()).toContain('patient-mismatch');
      expect(await watched.page.getByTestId('drawn-outline').getAttribute('d')).toMatch(/^M/);
    });

    it('another frame can be chosen', async () => {
      await startDrawing();
      await watched.page.getByRole('combobox', { name: 'Frame' }).selectOption('2');
      await expect.poll(() => host.askedFrames.at(-1)?.image).toEqual({ sopInstanceUid: IMAGE, frame: 2 });
    });

    it('is not offered where the site does not allow it', async () => {
      const { lesion: _, ...without } = details(notProduced('no-outline'), { canDraw: false });
      host.answer = { status: 200, body: without };
      await open();
      expect(await watched.page.getByRole('button', { name: /outline/i }).count()).toBe(0);
    });

    it('the editor has no accessibility problem', async () => {
      await startDrawing();
      expect(await accessibilityProblems(watched.page)).toEqual([]);
    });
  });

  it('of several outlines the clinician chooses one, and the app asks for it', async () => {
    const choice = { kind: 'dicom-seg' as const, author: 'human' as const, laterality: 'right' as const };
    const outlines = [
      { ...choice, sopInstanceUid: '1.2.3.4', segmentNumber: 1, label: 'Lesion A', created: '20261002103000' },
      { ...choice, sopInstanceUid: '1.2.3.5', segmentNumber: 2, label: 'Lesion B' },
    ];
    const { lesion: _, ...without } = details(notProduced('several-outlines'), { outlines });
    host.answer = { status: 200, body: without };
    await open();
    const region = watched.page.getByRole('region', { name: '2 outlines in this study' });
    expect(await region.innerText()).toContain('Lesion A, right breast, by a person, 2026-10-02');
    await region.getByRole('button', { name: /Lesion B/ }).click();
    await expect.poll(() => host.asked.at(-1)).toMatchObject({ outline: '1.2.3.5', segment: 2 });
  });

  it('warnings of the image quality gate stand beside the score, with what was measured', async () => {
    const finding = { code: 'overlay-near-roi', severity: 'warns', text: 'calipers lie beside', measured: '41 pixels' } as const;
    host.answer = { status: 200, body: details(scoredIn('high', 0.71, 0.58, 0.82), { quality: [finding] }) };
    await open();
    expect(await watched.page.getByRole('region', { name: 'About this image' }).innerText()).toContain(
      'calipers lie beside: 41 pixels',
    );
  });

  describe('one patient only', () => {
    it('asks with the token and patient of the launch, and leaves nothing in the tab', async () => {
      await open(PATIENT_ID, { appContext: JSON.stringify({ patientId: PATIENT_ID, studyUid: '1.2.3', view: 'details' }) });
      const asked = host.asked.at(-1)!;
      expect(asked).toMatchObject({ fhirServer: `${host.url}/sandbox/fhir`, patientId: PATIENT_ID, studyUid: '1.2.3' });
      expect(asked.authorization).toMatch(/^Bearer \S{20,}$/);
      expect(await watched.page.evaluate('sessionStorage.length + localStorage.length')).toBe(0);
      expect(await shownText()).toContain(PATIENT_NAME);
      expect(watched.page.url()).not.toMatch(/code|state/);
    });

    it('neither reload nor the back button brings an earlier patient back', async () => {
      await open();
      await watched.page.reload();
      await watched.page.getByRole('heading', { name: 'This view has no patient' }).waitFor();
      await open();
      await watched.page.goto(`${host.url}/app/launch.html`);
      await watched.page.goBack();
      await watched.page.getByRole('heading', { name: 'This view has no patient' }).waitFor();
      expect(await shownText()).not.toContain(PATIENT_NAME);
    });

    it.each([
      ['the card is about another patient than the chart', { appContext: '{"patientId":"someone-else"}' }, PATIENT_ID],
      ['the service answers about another patient', {}, 'someone-else'],
    ])('nothing is shown where %s', async (_, options, patient) => {
      await open(patient, options);
      expect(await watched.page.getByRole('heading', { level: 1 }).innerText()).toBe('Two different patients were named');
      expect(await shownText()).not.toContain(PATIENT_NAME);
    });

    it('an EHR that shows the patient itself gets no second banner on screen', async () => {
      await open(PATIENT_ID, { needPatientBanner: false });
      expect(await shownText()).not.toContain(PATIENT_NAME);
      await watched.page.emulateMedia({ media: 'print' });
      expect(await shownText()).toContain(PATIENT_NAME);
    });
  });

  describe('failures', () => {
    it.each([
      ['no launch context', '/app/launch.html', 'This view has no patient'],
      [
        'an address that would skip the sign-in',
        '/app/launch.html?fhirServiceUrl=/sandbox/fhir&patientId=1',
        'This view has no patient',
      ],
      [
        'a refusal by the authorization server',
        '/app/index.html?error=access_denied&state=x',
        'The EHR did not complete the sign-in',
      ],
      ['a code of no launch in this tab', '/app/index.html?code=x&state=y', 'The EHR did not complete the sign-in'],
    ])('%s says what to do', async (_, address, title) => {
      await watched.page.goto(host.url + address);
      await watched.page.getByRole('alert').getByRole('heading', { name: title }).waitFor();
      expect(await watched.page.getByRole('alert').innerText()).toMatch(/[Oo]pen/);
      expect(await accessibilityProblems(watched.page)).toEqual([]);
    });

    it('a launch for another server than ours is a sign-in problem, not a crash', async () => {
      await watched.page.goto(`${host.url}/app/launch.html?iss=${encodeURIComponent(`${host.url}/nothing`)}&launch=x`);
      await watched.page.getByRole('heading', { name: 'The EHR did not complete the sign-in' }).waitFor();
    });

    it.each([
      [401, 'Your session has ended', false],
      [403, 'This EHR is not on the service’s allow-list', false],
      [412, 'The patient’s record could not be read', true],
      [500, 'The HER2 service could not give the details', true],
    ])('status %i: %s', async (status, title, canRetry) => {
      host.answer = { status };
      await open();
      const alert = watched.page.getByRole('alert');
      expect(await alert.innerText()).toContain(title);
      expect(await alert.innerText()).toContain('request-7');
      const retry = watched.page.getByRole('button', { name: 'Try again' });
      expect(await retry.count()).toBe(canRetry ? 1 : 0);
      if (!canRetry) return;
      host.answer = { status: 200, body: details(UNCERTAIN) };
      await retry.click();
      await watched.page.getByRole('heading', { name: 'HER2 details' }).waitFor();
    });

    it('a service that cannot be reached is said so', async () => {
      await watched.page.route('**/app/details', (route) => route.abort('connectionrefused'));
      await open();
      expect(await watched.page.getByRole('alert').innerText()).toContain('could not be reached');
    });
  });

  it('text of a model card cannot become markup or a script link', async () => {
    const card =
      '# <img src=x onerror=alert(1)>\n\n[a](javascript:alert(1)) [b](https://example.org/x)\n\n<script>alert(1)</script>';
    const body = details(UNCERTAIN);
    host.answer = { status: 200, body: { ...body, model: { ...body.model!, card } } };
    await open();
    await watched.page.getByText('Model card', { exact: true }).click();
    const rendered = watched.page.locator('.markdown');
    expect(await rendered.locator('img, script').count()).toBe(0);
    expect(await rendered.locator('a').evaluateAll((links) => links.map((link) => link.getAttribute('href')))).toEqual([
      'https://example.org/x',
    ]);
    expect(await rendered.innerText()).toContain('<script>alert(1)</script>');
  });

  it.each([1280, 320])(
    'is usable at %i pixels width with everything opened: names, headings, contrast, reflow',
    async (width) => {
      host.answer = { status: 200, body: details(scoredIn('low', 0.2, 0.1, 0.35)) };
      await watched.page.setViewportSize({ width, height: 800 });
      await open();
      for (const summary of await watched.page.locator('summary').all()) await summary.click();
      expect(await accessibilityProblems(watched.page)).toEqual([]);
      expect(watched.errors).toEqual([]);
      expect([...watched.foreignHosts]).toEqual([]);
    },
  );

  it('every control can be reached by keyboard, in the order of reading, with a visible focus', async () => {
    await open();
    const reached: string[] = [];
    for (let times = 0; times < 30; times += 1) {
      await watched.page.keyboard.press('Tab');
      const focus = await watched.page.evaluate<{ name: string; outlined: boolean } | null>(`(() => {
        const element = document.activeElement;
        if (element === document.body) return null;
        const name = (element.getAttribute('aria-label') ?? element.textContent).trim();
        return { name, outlined: getComputedStyle(element).outlineStyle !== 'none' };
      })()`);
      if (focus === null) break;
      expect(focus.outlined, focus.name).toBe(true);
      reached.push(focus.name.slice(0, 16));
    }
    expect(reached).toEqual([
      'Skip to patholog',
      'Ultrasound frame',
      'Outline',
      'Zoom in',
      'Zoom out',
      'To outline',
      'Whole image',
      'Image features t',
      'Model card',
      'Versions',
      'Print',
    ]);
  });
});
