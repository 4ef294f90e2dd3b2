/** The little that the store needs of a PostgreSQL, in-process or remote. Parameters are $1, $2, ...; jsonb parameters are JSON text. */
export type Row = Readonly<Record<string, unknown>>;

export type Query = (sql: string, parameters?: readonly unknown[]) => Promise<readonly Row[]>;

/** An opened and migrated database. Its rejections may quote data: the store passes on none of their text. */
export interface Database {
  readonly query: Query;
  close(): Promise<void>;
}

export interface DatabaseSource {
  /** False where opening would have to create the database first: a lookup need not wait for that to find nothing. */
  mayHoldRows(): boolean;
  /** Called again after it failed. */
  open(): Promise<Database>;
  /** Gives back what was taken before open: the directory lock. */
  release(): Promise<void>;
}
