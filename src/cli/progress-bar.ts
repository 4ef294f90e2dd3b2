/** Progress on stderr: one line that is redrawn on a terminal, a line every tenth elsewhere. */
import { printable } from './printable.ts';

export interface ProgressBar {
  advance(): void;
  /** A message of its own line. */
  say(text: string): void;
  end(): void;
}

const WIDTH = 30;

export function progressBar(total: number, already: number, stream: NodeJS.WriteStream = process.stderr): ProgressBar {
  let done = already;
  let shown = Math.floor((10 * done) / Math.max(1, total));
  const started = performance.now();
  const text = (): string => {
    const filled = Math.round((WIDTH * done) / Math.max(1, total));
    const seconds = (performance.now() - started) / 1000;
    const left = done > already ? ` ${Math.ceil((seconds / (done - already)) * (total - done))} s left` : '';
    return `[${'#'.repeat(filled)}${'.'.repeat(WIDTH - filled)}] ${done}/${total}${left}`;
  };
  const draw = (): void => {
    if (stream.isTTY) stream.write(`\r\x1b[K${text()}`);
  };
  return {
    advance() {
      done++;
      draw();
      const tenth = Math.floor((10 * done) / Math.max(1, total));
      if (!stream.isTTY && tenth > shown) stream.write(`${text()}\n`);
      shown = tenth;
    },
    say(message) {
      const line = `${printable(message)}\n`;
      stream.write(stream.isTTY ? `\r\x1b[K${line}` : line);
      draw();
    },
    end() {
      if (stream.isTTY) stream.write('\n');
    },
  };
}
