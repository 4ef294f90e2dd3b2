import { describe, expect, it } from 'vitest';
import { parseFeedback } from '../../src/cds-hooks/index.ts';

const card = '4e0a3a1e-3283-4575-ab82-028d55fe2719';
const accepted = {
  card,
  outcome: 'accepted',
  acceptedSuggestions: [{ id: 'e56e1945-20b3-4393-8503-a1a20fd73152' }],
  outcomeTimestamp: '2026-11-22T10:05:31Z',
};
const overridden = { card, outcome: 'overridden', outcomeTimestamp: '2026-11-22T10:05:31.123Z' };
const reason = { system: 'https://x.example/reasons', code: 'tumour-board' };
const entries = (...feedback: unknown[]) => {
  const parsed = parseFeedback({ feedback });
  if (parsed.kind === 'malformed') throw new Error(parsed.field);
  return parsed.entries;
};

describe('feedback', () => {
  it('batches of accepted and overridden cards', () => {
    const found = entries(accepted, { ...overridden, overrideReason: { reason } });
    expect(found.map(({ outcome, acceptedSuggestions, reason: given }) => [outcome, acceptedSuggestions.length, given])).toEqual([
      ['accepted', 1, undefined],
      ['overridden', 0, reason],
    ]);
  });

  it('Epic sends overrideReasons', () => {
    expect(entries({ ...overridden, overrideReasons: { reason } })[0]?.reason).toEqual(reason);
  });

  it('a comment is noted and goes no further, and neither does a "code" that is a sentence', () => {
    const [found] = entries({
      ...overridden,
      overrideReason: { userComment: 'Mrs Example refused', reason: { code: 'Mrs Example refused' } },
    });
    expect(found?.commented).toBe(true);
    expect(JSON.stringify(found)).not.toContain('Example');
  });

  it.each([
    ['no feedback', {}, 'feedback'],
    ['an empty batch', { feedback: [] }, 'feedback'],
    ['a card that is no uuid', { feedback: [{ ...overridden, card: 'x' }] }, 'feedback.0.card'],
    ['an unknown outcome', { feedback: [{ ...overridden, outcome: 'ignored' }] }, 'feedback.0.outcome'],
    ['accepted without suggestions', { feedback: [{ ...accepted, acceptedSuggestions: [] }] }, 'feedback.0.acceptedSuggestions'],
    ['no time', { feedback: [{ ...overridden, outcomeTimestamp: undefined }] }, 'feedback.0.outcomeTimestamp'],
    ['a thousand and one', { feedback: Array.from({ length: 1001 }, () => overridden) }, 'feedback'],
    ['nothing', undefined, 'body'],
  ])('%s is refused by its field', (_what, body, field) => {
    expect(parseFeedback(body)).toMatchObject({ kind: 'malformed', field });
  });
});
