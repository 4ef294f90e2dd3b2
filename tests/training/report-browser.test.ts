import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { validate } from '../../src/training/evaluation/validate.ts';
import { reportHtml } from '../../src/training/report/report-html.ts';
import type { ValidationResults } from '../../src/training/validation-results.ts';
import { accessibilityProblems } from '../browser/accessibility-problems.ts';
import { launchChromium, watchedPage } from '../browser/chromium-browser.ts';
import { describeLane } from '../lanes.ts';
import { FITTED, OPTIONS, simulatedRows } from './simulated-rows.ts';

/** What sticks out: of the page, of a table's frame, and text out of its drawing. */
const STICKING_OUT = `(() => {
  const out = document.documentElement.scrollWidth > document.documentElement.clientWidth ? ['the page'] : [];
  // On a phone tables scroll.
  for (const frame of innerWidth < 600 ? [] : document.querySelectorAll('.table'))
    if (frame.scrollWidth > frame.clientWidth + 1) out.push('the table ' + frame.querySelector('thead').textContent);
  for (const svg of document.querySelectorAll('svg[role=img]')) {
    const { width, height } = svg.viewBox.baseVal;
    for (const text of svg.querySelectorAll('text')) {
      const frame = text.getBBox();
      const turned = text.hasAttribute('transform');
      if (!turned && (frame.x < -1 || frame.y < -1 || frame.x + frame.width > width + 1 || frame.y + frame.height > height + 1))
        out.push(svg.getAttribute('aria-label') + ': ' + text.textContent);
    }
  }
  return out;
})()`;

/** The longest names that extraction gives. */
const SHIFT: ValidationResults['shift'] = {
  features: ['wavelet-LH_gldm_SmallDependenceHighGrayLevelEmphasis', 'log-sigma-3-0-mm_glszm_LargeAreaHighGrayLevelEmphasis'].map(
    (name) => ({
      name,
      trainingMean: 0.046921,
      trainingSd: 12461.2,
      mean: -0.056952,
      sd: 47074.1,
      shift: -10.8,
      standardisedDifference: -10.29,
      varianceRatio: 114.26,
      psi: { value: 10.05, bins: 10, p: 0.904 },
      ks: { value: 0.21 },
      outside: 1000,
    }),
  ),
  lesions: 2000,
  outOfDistribution: 1016,
  reasons: { 'feature-out-of-range': 1000, 'unusual-combination': 16 },
};

describeLane('chromium', 'validation report in a browser', () => {
  let browser: Browser;
  const html = reportHtml({ ...validate(simulatedRows({ seed: 3, effect: 1.2 }), OPTIONS), fitted: FITTED, shift: SHIFT });
  beforeAll(async () => {
    browser = await launchChromium();
  }, 30_000);
  afterAll(() => browser?.close());

  it.each([
    ['a desktop', 1280, 'screen'],
    ['a phone', 390, 'screen'],
    ['A4 paper', 690, 'print'],
  ] as const)('fits %s, without an error and with names for its drawings', async (_, width, media) => {
    const { page, errors } = await watchedPage(browser, 'http://report.invalid/', { viewport: { width, height: 900 } });
    await page.emulateMedia({ media });
    await page.setContent(html);
    expect(await page.evaluate(STICKING_OUT)).toEqual([]);
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(errors).toEqual([]);
    await page.context().close();
  });
});
