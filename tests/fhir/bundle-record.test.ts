import { describe, expect, it } from 'vitest';
import { recordFromBundle } from '../../src/fhir/index.ts';

const patient = (id: string) => ({ resourceType: 'Patient', id });
const condition = (id: string, reference: string) => ({ resourceType: 'Condition', id, subject: { reference } });

describe('a record from a file', () => {
  it('follows references to a fullUrl and to the uuid of an id', () => {
    const entry = [
      { fullUrl: 'https://elsewhere.example/Patient/p1', resource: patient('p1') },
      { resource: condition('a', 'https://elsewhere.example/Patient/p1') },
      { resource: condition('b', 'urn:uuid:p1') },
      { resource: condition('c', 'Patient/p1') },
    ];
    const { record } = recordFromBundle({ resourceType: 'Bundle', entry });
    expect(record.conditions.map(({ id, subject }) => [id, subject.reference])).toEqual([
      ['a', 'Patient/p1'],
      ['b', 'Patient/p1'],
      ['c', 'Patient/p1'],
    ]);
    expect(record.searched).toEqual([
      { type: 'Patient', count: 1, complete: true },
      { type: 'Condition', count: 3, complete: true },
    ]);
  });

  it('of two patients reads the one that is named, and asks where none is', () => {
    const both = [patient('p1'), patient('p2'), condition('a', 'Patient/p1'), condition('b', 'Patient/p2')];
    expect(recordFromBundle(both, 'p2')).toMatchObject({ record: { conditions: [{ id: 'b' }] }, others: 2 });
    expect(() => recordFromBundle(both)).toThrow(/2 Patients.*--patient/);
    expect(() => recordFromBundle([])).toThrow(/no Patient/);
    expect(() => recordFromBundle([...both, { resourceType: 'Endpoint', id: 'e' }], 'p3')).toThrow(/--patient/);
  });

  it('what breaks its schema is named and makes the search incomplete; foreign types and practitioners are no part', () => {
    const broken = { ...condition('a', 'Patient/p1'), subject: 7 };
    const others = [
      { resourceType: 'CarePlan', id: 'x' },
      { resourceType: 'Practitioner', id: 'y' },
    ];
    const { record, unreadable } = recordFromBundle([patient('p1'), broken, condition('b', 'Patient/p1'), ...others]);
    expect(unreadable).toEqual(['Condition/a']);
    expect(record.searched).toContainEqual({ type: 'Condition', count: 1, complete: false });
    expect(record.users).toEqual([]);
  });

  it.each([['text'], [null], [7], [{ resourceType: 'Patient' }]])('%j is refused', (json) => {
    expect(() => recordFromBundle(json)).toThrow(/Expected a FHIR Bundle/);
  });
});
