/** The frame of every page of the viewer: title, links to the other pages, one style sheet. */
export interface PageLink {
  readonly path: string;
  readonly title: string;
}

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** `body` is HTML. */
export function page(title: string, links: readonly PageLink[], body: string): string {
  const navigation = links.map(({ path, title }) => `<a href="${escaped(path)}">${escaped(title)}</a>`).join(' ');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><title>${escaped(title)}</title><style>
body { font: 14px/1.4 system-ui, sans-serif; margin: 1rem; background: #16181c; color: #e6e6e6; }
a { color: #8cc4ff; }
nav { margin-bottom: 1rem; }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(420px, 100%), 1fr)); gap: 1rem; }
article { background: #22262c; border-radius: 6px; padding: .75rem; }
article h3 { margin: 0 0 .5rem; font-size: 1rem; }
img { width: 100%; image-rendering: pixelated; background: #000; }
ul { margin: .5rem 0 0; padding-left: 1.2rem; }
.accepted { color: #7ddc8a; } .warns { color: #ffd166; } .blocks { color: #ff7b7b; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 .75rem; margin: .5rem 0 0; }
dt { color: #9aa4b1; } dd { margin: 0; }
.key span { padding: 0 .5rem; border-left: 1rem solid; margin-right: .5rem; }
</style></head><body><nav>${navigation}</nav><h1>${escaped(title)}</h1>
${body}
</body></html>
`;
}
