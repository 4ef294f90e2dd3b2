/** The bullets as `detail`, in the text format of the client. Their words are safe in all of them; only the marks differ. */
import type { Dialect } from './dialect.ts';
import type { Card } from './wire.ts';

/** Epic reads Markdown unless this extension says otherwise. */
const EPIC_CONTENT_TYPE = 'com.epic.cdshooks.card.detail.content-type';

export function detailOf(bullets: readonly string[], { name, detail = 'markdown' }: Dialect): Pick<Card, 'detail' | 'extension'> {
  if (bullets.length === 0) return {};
  switch (detail) {
    case 'markdown':
      return { detail: bullets.map((bullet) => `- ${bullet}`).join('\n') };
    case 'plain':
      return { detail: bullets.map((bullet) => `\u2022 ${bullet}`).join('\n'), ...typed(name, 'text/plain') };
    case 'html':
      return {
        detail: `<ul>${bullets.map((bullet) => `<li>${escaped(bullet)}</li>`).join('')}</ul>`,
        ...typed(name, 'text/html'),
      };
  }
}

function typed(name: Dialect['name'], type: string): Pick<Card, 'extension'> {
  return name === 'epic' ? { extension: { [EPIC_CONTENT_TYPE]: type } } : {};
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
