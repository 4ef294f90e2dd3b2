/**
 * Structured log with an allow-list of fields, so that no patient data, identifier or token can reach it:
 * whatever has no field here cannot be logged (EVIDENCE 4.4: allow-list, not block-list).
 */
export interface LogFields {
  readonly requestId?: string;
  readonly service?: string;
  readonly hook?: string;
  readonly code?: string;
  readonly status?: number;
  readonly row?: string;
  readonly scoreState?: string;
  readonly cards?: number;
  readonly durationMs?: number;
  readonly count?: number;
  readonly step?: string;
  readonly model?: string;
  /** What is known of the signature of the model bundle. */
  readonly signature?: string;
  /** Host and port only, never a path or query. */
  readonly host?: string;
  /** Name of an error class, never its message. */
  readonly error?: string;
  readonly setting?: string;
  readonly url?: string;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

export type Log = (level: LogLevel, event: string, fields?: LogFields) => void;

/** One JSON object a line. */
export function jsonLog(write: (line: string) => void, now: () => Date = () => new Date()): Log {
  return (level, event, fields = {}) => write(`${JSON.stringify({ time: now().toISOString(), level, event, ...fields })}\n`);
}

export const silentLog: Log = () => undefined;
