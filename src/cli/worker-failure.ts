/** What a worker thread answers where a task throws: errors do not cross threads whole. */
export interface WorkerFailure {
  readonly kind: 'failed';
  readonly code: string;
  readonly message: string;
}

export function workerFailure(error: unknown): WorkerFailure {
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  return { kind: 'failed', code: typeof code === 'string' ? code : 'internal', message: String(message) };
}
