import { describe, expect, it } from 'vitest';
import { type Card, cards, type Dialect, dialectSchema } from '../../src/cds-hooks/index.ts';
import type { Proposal } from '../../src/core/index.ts';

const patient = { reference: 'Patient/p1' };
const order = {
  resourceType: 'ServiceRequest',
  status: 'draft',
  intent: 'proposal',
  code: { text: 'HER2' },
  subject: patient,
} as const;
const task = {
  resourceType: 'Task',
  status: 'draft',
  intent: 'proposal',
  description: 'Second review',
  for: patient,
  focus: { reference: 'Observation/her2-1' },
} as const;
const create = (resource: typeof order | typeof task) => ({ kind: 'create' as const, description: 'Draft', resource });

const proposal: Proposal = {
  row: 'O2',
  indicator: 'info',
  summary: 'HER2 on file',
  bullets: ['Found: IHC 1+ & more', 'Not found: LVEF'],
  suggestions: [
    {
      id: 'P1',
      label: 'Order',
      recommended: true,
      actions: [create(order), { kind: 'delete', description: 'Remove', resourceId: 'ServiceRequest/draft-1' }],
    },
    { id: 'P3', label: 'Review', recommended: false, actions: [create(task)] },
  ],
  selectionBehavior: 'at-most-one',
  links: [{ id: 'P11', label: 'Details', view: 'details' }],
  source: { label: 'Pathway', topic: { system: 'https://x.example', code: 'HER2LOW-O2', display: 'Duplicate' } },
  overrideReasons: [{ system: 'https://x.example', code: 'tumour-board', display: 'Discussed at tumour board' }],
};

function card(dialect?: unknown, from: Proposal = proposal): Card {
  let count = 0;
  const newId = () => `id-${++count}`;
  const parsed: Dialect | undefined = dialect === undefined ? undefined : dialectSchema.parse(dialect);
  const context = { patientId: 'p1', studyUid: '1.2', launchUrl: 'https://cds.example/app/launch.html', newId };
  return cards(from, parsed === undefined ? context : { ...context, dialect: parsed }).cards[0]!;
}

describe('cards of the standard', () => {
  it('cds-hooks_2.0#93 #117 #127 #133 #134: suggestions with their behaviour, drafts to create and drafts to delete', () => {
    const { suggestions, selectionBehavior } = card();
    expect(selectionBehavior).toBe('at-most-one');
    expect(suggestions?.map(({ actions }) => actions.map(({ type }) => type))).toEqual([['create', 'delete'], ['create']]);
    expect(suggestions?.[0]?.actions[1]).toEqual({ type: 'delete', description: 'Remove', resourceId: 'ServiceRequest/draft-1' });
  });

  it('cds-hooks_2.0#3 #96: nothing is sent empty, and no behaviour without suggestions', () => {
    const bare = card(undefined, { ...proposal, bullets: [], suggestions: [], links: [], overrideReasons: [] });
    expect(Object.keys(bare).sort()).toEqual(['indicator', 'source', 'summary', 'uuid']);
  });

  it('cds-hooks_2.0#142 #146: the app is opened with patient, study and view', () => {
    const [link] = card().links ?? [];
    expect([link?.type, JSON.parse(link?.appContext ?? '')]).toEqual([
      'smart',
      { patientId: 'p1', studyUid: '1.2', view: 'details' },
    ]);
  });

  it('the public sandbox gets the same', () => {
    expect(card({ name: 'sandbox' })).toEqual(card());
  });
});

describe('the dialect of Epic', () => {
  it('one action a suggestion, any of them, and a topic of letters and digits', () => {
    const { suggestions, selectionBehavior, source } = card({ name: 'epic' });
    expect(selectionBehavior).toBe('any');
    expect(suggestions?.map(({ actions }) => actions.map(({ type }) => type))).toEqual([['create'], ['delete']]);
    expect(new Set(suggestions?.map(({ uuid }) => uuid)).size).toBe(2);
    expect(source.topic?.code).toBe('HER2LOWO2');
  });

  it('a warning whose tasks it does not take says what to ask for; one with an order does not', () => {
    const bulletsWithoutTasks = ['Found: IHC 1+', 'To be asked for by hand: Review.'];
    const tasksOnly = { ...proposal, suggestions: proposal.suggestions.slice(1), bulletsWithoutTasks };
    const code = { system: 'urn:x', code: '777' };
    expect(card({ name: 'epic' }, tasksOnly).detail).toBe('- Found: IHC 1+\n- To be asked for by hand: Review.');
    const all = '- Found: IHC 1+ & more\n- Not found: LVEF';
    expect(card({ name: 'epic', orderCodes: { P3: code } }, tasksOnly).detail).toBe(all);
    expect(card({ name: 'epic' }, { ...proposal, bulletsWithoutTasks }).detail).toBe(all);
    expect(card(undefined, tasksOnly).detail).toBe(all);
  });

  it("a site's own order code stands for a draft, and makes an order of a task", () => {
    const code = { system: 'urn:com.epic.cdshooks.action.code.system.orderset-item', code: '777' };
    const { suggestions } = card({ name: 'epic', orderCodes: { P1: code, P3: code } });
    const created = suggestions?.flatMap(({ actions }) =>
      actions.flatMap((action) => (action.type === 'create' ? [action.resource] : [])),
    );
    expect(created).toEqual([
      { ...order, code: { coding: [code], text: 'HER2' } },
      expect.objectContaining({
        resourceType: 'ServiceRequest',
        status: 'draft',
        intent: 'proposal',
        code: { coding: [code], text: 'Second review' },
        reasonReference: [{ reference: 'Observation/her2-1' }],
      }),
    ]);
  });

  it.each([
    ['plain', 'text/plain', '\u2022 Found: IHC 1+ & more\n\u2022 Not found: LVEF'],
    ['html', 'text/html', '<ul><li>Found: IHC 1+ &#38; more</li><li>Not found: LVEF</li></ul>'],
  ])('detail as %s is said to be so', (detail, type, text) => {
    const found = card({ name: 'epic', detail });
    expect([found.detail, found.extension]).toEqual([text, { 'com.epic.cdshooks.card.detail.content-type': type }]);
  });
});

describe('the dialect of Oracle Health', () => {
  it('has no appContext, and no link that the site did not register', () => {
    const allowed = (links: string[]) => card({ name: 'oracle', links }).links;
    expect(allowed(['https://cds.example'])).toEqual([
      { label: 'Details', type: 'smart', url: 'https://cds.example/app/launch.html' },
    ]);
    expect(allowed(['https://cds.example.evil', 'https://cds.exampl'])).toBeUndefined();
  });
});
