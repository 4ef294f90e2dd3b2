import { describe, expect, it } from 'vitest';
import type { OrderFacts, PathwayFacts } from '../../src/core/index.ts';
import { biopsyOrder, content, facts, HIGH, her2, LOW, low, PENDING } from './her2-low-content.ts';
import { evaluate } from './scenarios/evaluate.ts';
import type { OrderName } from './scenarios/scenario.ts';

const order = (changes: Partial<OrderFacts>): OrderFacts => biopsyOrder(changes).order;
const repeated = { status: 'LOW' as const, text: 'IHC 1+', date: '2026-09-01', source: 'Observation/her2-1' };
const metastatic = { ...facts().disease, stage: 'metastatic' as const };

const TEST = order({ class: 'her2-test', reference: 'ServiceRequest/1' });
const REPEAT = order({ class: 'her2-test', reference: 'ServiceRequest/2', specimenResult: repeated });
const LIVER = order({ class: 'metastasis-biopsy', site: 'Liver', siteResult: repeated });
const BONE = order({ class: 'metastasis-biopsy', site: 'Bone' });
const T_DXD = order({ class: 't-dxd' });
const BREAST = order({ class: 'breast-biopsy' });

describe('of several drafts the one whose row says most is at hand', () => {
  const cases: readonly (readonly [what: string, facts: Partial<PathwayFacts>, drafts: OrderFacts[], row: string])[] = [
    ['a repeated HER2 test before a new one', { her2: low }, [TEST, REPEAT], 'O2'],
    ['the lesion without a result', { her2: low, disease: metastatic }, [LIVER, BONE], 'O5'],
    ['a metastasis before a breast with a result', { her2: low, disease: metastatic }, [BREAST, BONE], 'O5'],
    ['a warning before a card', { her2: her2('ZERO', 'IHC 0'), disease: metastatic }, [BONE, T_DXD], 'O12'],
    ['the first of those that say nothing', { her2: her2('POSITIVE', 'IHC 3+') }, [T_DXD, TEST], 'O6'],
  ];
  it.each(cases)('%s', (_what, changes, [first, second], row) => {
    const met = (at: OrderFacts, other: OrderFacts) =>
      content.apply(facts({ ...changes, hook: 'order-sign', order: at, otherOrders: [other] }));
    expect(met(first!, second!).row).toBe(row);
    if (row === 'O6') return;
    expect(met(second!, first!).row).toBe(row);
    const chosen = [met(first!, second!), met(second!, first!)].flatMap((found) => found.order ?? []);
    expect(chosen).toEqual([row === 'O2' ? REPEAT : row === 'O12' ? T_DXD : BONE]);
  });

  it('beside trastuzumab a biopsy has its card without the image, beside letrozole with it', () => {
    const answers = (kind: OrderFacts['class']) =>
      [HIGH, LOW, PENDING].map((imaging) =>
        content.apply(facts({ hook: 'order-sign', order: order({ class: kind }), otherOrders: [BREAST], imaging })),
      );
    const [high, low, pending] = answers('anti-her2');
    expect([high?.row, high?.usesImaging, low, pending]).toEqual(['O4', false, high, high]);
    expect(new Set(answers('no-her2-question').map(({ proposal }) => JSON.stringify(proposal))).size).toBe(3);
  });

  it('a silent T-DXd order does not hide the warning at trastuzumab, in whatever order they are sent', async () => {
    const answer = async (orders: readonly OrderName[]) => {
      const { application, response } = await evaluate({
        id: 'drafts',
        title: 'several drafts',
        hook: 'order-sign',
        orders,
        stage: 'metastatic',
        hr: 'positive',
        her2: [{ ihc: '1+', from: 'liver', date: '2026-09-01' }],
        lines: ['endocrine'],
        lvef: { value: 61 },
        chart: ['ct', 'cbc', 'renal', 'pregnancy'],
      });
      return [application.row, response.cards[0]?.indicator];
    };
    expect(await answer(['t-dxd'])).toEqual(['O17', undefined]);
    expect(await answer(['t-dxd', 'trastuzumab'])).toEqual(['O21', 'warning']);
    expect(await answer(['letrozole', 'trastuzumab', 't-dxd'])).toEqual(['O21', 'warning']);
  });
});
