/**
 * A small, safe part of Markdown as React elements: headings, paragraphs, lists, tables, code, bold, italics, links.
 * It makes no HTML from text, so card details of any service can be shown; what it does not know stays plain text.
 */
import type { ReactNode } from 'react';
import { type Block, markdownBlocks } from './markdown-blocks.ts';

interface Props {
  readonly text: string;
  /** Level that a `#` heading of the text gets on this page. */
  readonly headingLevel: 3 | 4 | 5;
}

export function Markdown({ text, headingLevel }: Props) {
  return (
    <div className="markdown">
      {markdownBlocks(text).map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the text is fixed, its blocks never move
        <BlockElement key={index} block={block} headingLevel={headingLevel} />
      ))}
    </div>
  );
}

function BlockElement({ block, headingLevel }: { readonly block: Block; readonly headingLevel: number }) {
  switch (block.kind) {
    case 'heading': {
      const Heading = `h${Math.min(6, headingLevel + block.level - 1)}` as 'h3';
      return <Heading>{inline(block.text)}</Heading>;
    }
    case 'paragraph':
      return <p>{inline(block.text)}</p>;
    case 'code':
      return <pre>{block.text}</pre>;
    case 'list': {
      const List = block.ordered ? 'ol' : 'ul';
      return (
        <List>
          {block.items.map((item, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <li key={index}>{inline(item)}</li>
          ))}
        </List>
      );
    }
    case 'table':
      return (
        <table className="results">
          <thead>
            <tr>
              {block.header.map((cell, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: see above
                <th key={index} scope="col">
                  {inline(cell)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {block.rows.map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              <tr key={index}>
                {row.map((cell, column) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: see above
                  <td key={column} data-column={block.header[column]}>
                    {inline(cell)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      );
  }
}

const INLINE = /`([^`]+)`|\*\*([^*]+)\*\*|\*([^*\s][^*]*)\*|\[([^\]]+)\]\((https?:\/\/[^\s)]+)\)/g;

function inline(text: string): ReactNode[] {
  const parts: ReactNode[] = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    const [whole, code, bold, italic, label, address] = match;
    parts.push(text.slice(end, match.index));
    end = match.index + whole.length;
    if (code !== undefined) parts.push(<code key={end}>{code}</code>);
    else if (bold !== undefined) parts.push(<strong key={end}>{bold}</strong>);
    else if (italic !== undefined) parts.push(<em key={end}>{italic}</em>);
    else
      parts.push(
        <a key={end} href={address} target="_blank" rel="noopener noreferrer">
          {label}
        </a>,
      );
  }
  return [...parts, text.slice(end)];
}
