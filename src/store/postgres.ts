/** A PostgreSQL server, 15 or newer, for installations with more than one replica or their own backups. */
import pg from 'pg';
import { ServiceError } from '../core/index.ts';
import type { Database, DatabaseSource, Query } from './database.ts';
import { migrate } from './migrations.ts';

/** Few: a lookup takes under a millisecond, and many replicas share one server. */
const MAX_CONNECTIONS = 4;
const CONNECT_TIMEOUT_MS = 3_000;
const STATEMENT_TIMEOUT_MS = 5_000;

/** Throws ServiceError `bad-configuration` for what is no PostgreSQL address; whether the server is there shows on first use. */
export function postgresSource(databaseUrl: string): DatabaseSource {
  const url = URL.canParse(databaseUrl) ? new URL(databaseUrl) : undefined;
  if (url === undefined || !['postgres:', 'postgresql:'].includes(url.protocol)) {
    throw new ServiceError('bad-configuration', 'The database address must be of the form postgresql://user@host:port/database', {
      field: 'DATABASE_URL',
    });
  }
  return {
    mayHoldRows: () => true,
    open: () => openPostgres(databaseUrl),
    release: async () => undefined,
  };
}

async function openPostgres(databaseUrl: string): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    // Also where the server is out of reach and its own timeout cannot be heard.
    query_timeout: STATEMENT_TIMEOUT_MS + 1_000,
    idle_in_transaction_session_timeout: STATEMENT_TIMEOUT_MS,
    application_name: 'her2-low-cds',
  });
  // An idle connection that the server ends; the pool replaces it. Without a listener the event would end the process.
  pool.on('error', () => undefined);
  try {
    await migrateOn(pool);
  } catch (error) {
    await pool.end();
    throw error;
  }
  return {
    query: async (sql, parameters = []) => (await pool.query(sql, [...parameters])).rows,
    close: () => pool.end(),
  };
}

async function migrateOn(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  const query: Query = async (sql, parameters = []) => (await client.query(sql, [...parameters])).rows;
  try {
    await migrate(query);
    client.release();
  } catch (error) {
    // Ends the connection, and with it the transaction.
    client.release(true);
    throw error;
  }
}
