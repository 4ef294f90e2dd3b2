import { describe, expect, it } from 'vitest';
import { readAuthorFacts } from '../../src/pathway/index.ts';
import { TODAY } from './her2-low-content.ts';

describe('a case of an author', () => {
  it.each([
    ['a list in place of a value', { her2: { status: ['LOW'] } }, 'Facts, her2.status: expected one value, not a list.'],
    ['a list in place of the case', [], 'Facts, facts: expected one value, not a list.'],
    ['a value in place of a list', { user: { roles: 'oncology' } }, 'Facts, user.roles: expected a list.'],
    ['a word for yes', { disease: { breastCancer: 'yes' } }, 'Facts, disease.breastCancer: expected true or false.'],
  ])('with %s is refused: it would be read as another one', (_what, json, message) => {
    expect(() => readAuthorFacts(json, TODAY)).toThrow(message);
  });
});
