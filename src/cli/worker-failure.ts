/** What a worker thread answers where a task throws: errors do not cross threads whole. */
export interface WorkerFailure {
  readonly kind: 'failed';
  readonly code: string;
  readonly message: string;
}

export function workerFailure(error: unknown): WorkerFailure {
  const { code, message, path } = error as { readonly [member in 'code' | 'message' | 'path']?: unknown };
  // Of the file system: its own message repeats the code.
  const text = typeof path === 'string' ? `${path} cannot be read` : String(message);
  return { kind: 'failed', code: typeof code === 'string' ? code : 'internal', message: text };
}
