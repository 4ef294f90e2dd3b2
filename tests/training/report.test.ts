import { describe, expect, it } from 'vitest';
import { validate } from '../../src/training/evaluation/validate.ts';
import { CHECKLISTS } from '../../src/training/report/checklist-section.ts';
import { fillChecklist, TO_THE_AUTHORS } from '../../src/training/report/checklists/fill-checklist.ts';
import { checklistsCsv } from '../../src/training/report/checklists-csv.ts';
import { nomogramScale } from '../../src/training/report/nomogram-figure.ts';
import { notComputedIn } from '../../src/training/report/not-computed.ts';
import { reportCsv } from '../../src/training/report/report-csv.ts';
import { reportHtml } from '../../src/training/report/report-html.ts';
import type { ValidationResults } from '../../src/training/validation-results.ts';
import { FITTED, OPTIONS, simulatedRows } from './simulated-rows.ts';

const results = validate(simulatedRows({ seed: 3, effect: 1.2 }), OPTIONS);
const full: ValidationResults = { ...results, fitted: FITTED };
const drawings = (html: string): readonly string[] => html.match(/<svg viewBox[\s\S]*?<\/svg>/g) ?? [];

describe('validation report', () => {
  it('is one file that runs and fetches nothing', () => {
    const html = reportHtml(full);
    expect(html).not.toMatch(/<script|<link|<img|<iframe|@import|url\((?!#)|\son\w+=|href="(?!#)|src=/);
    expect(html).toContain("default-src 'none'");
  });

  it('shows markup in a name as text', () => {
    const hostile = '<script>alert(1)</script>"\' & <b>';
    const html = reportHtml({ ...full, title: hostile, endpoint: { ...full.endpoint, positive: hostile } });
    expect(html).not.toMatch(/<script|<b>&/);
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  });

  it('names simulated data in the title, the banner, every drawing and every caption, and only them', () => {
    const html = reportHtml(full);
    expect(drawings(html).length).toBeGreaterThan(12);
    const plots = drawings(html).filter((svg) => svg.includes('role="img"'));
    for (const svg of plots) expect(svg).toContain('simulated data');
    for (const caption of html.match(/<figcaption>[^<]*/g)!) expect(caption).toContain('Simulated data.');
    expect(
      reportCsv(full)
        .split('\n')
        .slice(1, -1)
        .every((line) => line.endsWith(',simulated')),
    ).toBe(true);
    const real = reportHtml({ ...full, simulated: false, title: 'Cohort', model: { id: 'm', version: '1.0.0' } });
    expect(real).not.toMatch(/class="banner"|class="mark"|Simulated data/);
  });

  it('draws no coordinate that is not a number', () => {
    expect(reportHtml(full)).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('prints no p as zero, and says where p could not be smaller', () => {
    const features = [{ name: 'f', trainingMean: 0, trainingSd: 1, mean: 3, sd: 1, shift: 3, standardisedDifference: 3 }];
    const far = { varianceRatio: 1, psi: { value: 9, bins: 10, p: 1e-9 }, ks: { value: 1 }, outside: 9 };
    const shift = { features: features.map((own) => ({ ...own, ...far })), lesions: 9, outOfDistribution: 9, reasons: {} };
    const permutation = { permutations: 19, mean: 0.5, lower: 0.4, upper: 0.6, observed: 0.8, p: 0.05 };
    const html = reportHtml({ ...full, shift, permutation });
    expect(html).not.toContain('(0.000)');
    expect(html).toContain('the smallest that 19 permutations can show');
    expect(reportHtml({ ...full, permutation: { ...permutation, p: 0.1 } })).not.toContain('can show');
  });

  it('says of every figure that is missing why it is', () => {
    const html = reportHtml(results);
    expect(notComputedIn(results).map(({ where }) => where)).toEqual(
      expect.arrayContaining(['Flow of patients', 'Model', 'Optimism', 'Nested cross-validation', 'Shuffled labels']),
    );
    for (const { reason } of notComputedIn(results)) expect(html).toContain(reason);
  });

  it('is the same for results that went through JSON', () => {
    expect(reportHtml(JSON.parse(JSON.stringify(full)) as ValidationResults)).toBe(reportHtml(full));
  });

  it('keeps a formula in a name from running in a spreadsheet', () => {
    expect(reportCsv({ ...full, title: '=HYPERLINK("x")' })).toContain(`"'=HYPERLINK(""x"")"`);
  });
});

describe('nomogram', () => {
  it('adds points to the probability of the model', () => {
    const nomogram = {
      intercept: -3,
      terms: [
        { name: 'a', unit: '', from: -2, to: 3, coefficient: 1.1 },
        { name: 'b', unit: 'mm', from: 5, to: 60, coefficient: -0.02 },
      ],
    };
    const { perUnit, atZero } = nomogramScale(nomogram);
    const points = perUnit * (1.1 * (1 - -2)) + perUnit * (-0.02 * 20 - -0.02 * 60);
    expect(atZero + points / perUnit).toBeCloseTo(-3 + 1.1 * 1 - 0.02 * 20, 12);
  });
});

describe('reporting checklists', () => {
  it.each([
    ['clear', Array.from({ length: 58 }, (_, i) => String(i + 1))],
    ['metrics', Array.from({ length: 30 }, (_, i) => String(i + 1))],
    [
      'tripod-ai',
      '1 2 3a 3b 3c 4 5a 5b 6a 6b 6c 7 8a 8b 8c 9a 9b 9c 10 11 12a 12b 12c 12d 12e 12f 12g 13 14 15 16 17 18a 18b 18c 18d 18e 18f 19 20a 20b 20c 21 22 23a 23b 24 25 26 27a 27b 27c'.split(
        ' ',
      ),
    ],
  ])('%s has every published number once, in order', (id, numbers) => {
    expect(CHECKLISTS.find((list) => list.id === id)!.items.map(({ number }) => number)).toEqual(numbers);
  });

  it('answer from the results and leave the rest to the authors', () => {
    const clear = fillChecklist(CHECKLISTS[0]!, { ...results, facts: { software: 'radiomics 1.0' } });
    const answer = (number: string) => clear.find((item) => item.number === number)!.answer;
    expect(answer('25')).toBe('radiomics 1.0');
    expect(answer('47')).toContain('Validation AUC');
    expect(answer('8')).toBe(TO_THE_AUTHORS);
    expect(answer('21')).toBe(TO_THE_AUTHORS);
    expect(checklistsCsv(results).split('\n')).toHaveLength(1 + 58 + 30 + 52 + 1);
  });
});
