/** Text of files and tables for a terminal: what could move the cursor or turn the reading direction becomes a space. */
export function printable(text: string): string {
  return text.replace(/(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, ' ');
}
