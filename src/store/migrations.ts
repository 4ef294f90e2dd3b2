/**
 * The tables, as numbered steps that are applied once each and never edited afterwards: add a new number instead.
 * SQL of PostgreSQL 15; the embedded database is newer.
 */
import type { Query } from './database.ts';

const MIGRATIONS: readonly { readonly number: number; readonly statements: readonly string[] }[] = [
  {
    number: 1,
    statements: [
      `create table score (
         key text primary key,
         value jsonb not null,
         saved_at timestamptz not null default now()
       )`,
    ],
  },
  {
    number: 2,
    statements: [
      `create table advice (
         key text primary key,
         card text not null,
         service text not null,
         rule text not null,
         given_at timestamptz not null
       )`,
      'create index advice_card on advice (card)',
      'create index advice_given_at on advice (given_at)',
      `create table card_feedback (
         id text primary key,
         card text not null,
         service text not null,
         rule text,
         outcome text not null,
         accepted integer not null,
         reason_system text,
         reason_code text,
         commented boolean not null,
         feedback_at timestamptz not null,
         received_at timestamptz not null default now()
       )`,
    ],
  },
];

/** Any number, the same in all processes of this service: two that start together migrate one after the other. */
const ADVISORY_LOCK = 4_372_002;

/** Applies the missing steps, all or none. `query` must be of one connection, which the caller ends when this rejects. */
export async function migrate(query: Query): Promise<void> {
  await query('begin');
  await query('select pg_advisory_xact_lock($1)', [ADVISORY_LOCK]);
  await query('create table if not exists migration (number integer primary key, applied_at timestamptz not null default now())');
  const applied = new Set((await query('select number from migration')).map((row) => row.number));
  for (const { number, statements } of MIGRATIONS) {
    if (applied.has(number)) continue;
    for (const statement of statements) await query(statement);
    await query('insert into migration (number) values ($1)', [number]);
  }
  await query('commit');
}
