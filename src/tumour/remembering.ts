/** For the time of one record: a text that ten thousand results share is read once, and nothing of it is kept afterwards. */
export function remembering<T>(read: (written: string) => T): (written: string) => T {
  const known = new Map<string, T>();
  return (written) => {
    const found = known.get(written);
    if (found !== undefined) return found;
    const reading = read(written);
    known.set(written, reading);
    return reading;
  };
}
