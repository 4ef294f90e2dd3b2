/** The body of an archive's answer, read with a limit; and the ways in which it is not what was asked for. */

/** Thrown by readers for an answer of the wrong kind; the message holds nothing of it. */
export class BadAnswer extends Error {
  override readonly name = 'BadAnswer';
}

export class AnswerTooLarge extends Error {
  override readonly name = 'AnswerTooLarge';
}

/** Throws AnswerTooLarge as soon as the stated or the real length passes the limit. */
export async function* limitedBody(response: Response, maxBytes: number): AsyncGenerator<Uint8Array, void, void> {
  const { body, headers } = response;
  if (body === null) return;
  if (Number(headers.get('content-length') ?? 0) > maxBytes) {
    await body.cancel();
    throw new AnswerTooLarge();
  }
  let total = 0;
  for await (const chunk of body) {
    total += chunk.length;
    if (total > maxBytes) throw new AnswerTooLarge();
    yield chunk;
  }
}

export async function allBytes(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts);
}
