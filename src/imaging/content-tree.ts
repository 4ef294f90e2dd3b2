/** The content tree of a structured report (PS3.3 C.17.3), read as far as it is asked for. */
import type { Attributes } from './attributes.ts';
import { text } from './attributes.ts';
import type { Code } from './coded-site.ts';
import { codeOf } from './coded-site.ts';
import { TAG } from './tag.ts';

export interface ContentItem {
  readonly attributes: Attributes;
  /** CONTAINER, SCOORD, IMAGE, CODE, ... */
  readonly valueType: string;
  readonly relationship: string;
  readonly concept?: Code;
  children(): readonly ContentItem[];
}

export function contentItem(attributes: Attributes): ContentItem {
  const concept = codeOf(attributes, TAG.ConceptNameCodeSequence);
  return {
    attributes,
    valueType: text(attributes, TAG.ValueType) ?? '',
    relationship: text(attributes, TAG.RelationshipType) ?? '',
    ...(concept === undefined ? {} : { concept }),
    children: () => attributes.items(TAG.ContentSequence).map(contentItem),
  };
}

/** The code of an item's name is one of these `scheme|value`. */
export function isNamed({ concept }: ContentItem, ...names: readonly string[]): boolean {
  return concept !== undefined && names.includes(`${concept.scheme}|${concept.value}`);
}

/** Reports nest no deeper; metadata from an archive are JSON, of which the depth is not bounded before. */
const MAX_DEPTH = 16;

/** All items below one, in document order. */
export function* descendants(item: ContentItem, depth = MAX_DEPTH): Generator<ContentItem> {
  if (depth === 0) return;
  for (const child of item.children()) {
    yield child;
    yield* descendants(child, depth - 1);
  }
}

/** The values of the CODE items of one name among the children, with those of their own modifiers. */
export function codesNamed(items: readonly ContentItem[], ...names: readonly string[]): readonly Code[] {
  return items
    .filter((item) => item.valueType === 'CODE' && isNamed(item, ...names))
    .flatMap((item) => [
      statedCode(item),
      ...item
        .children()
        .filter(({ valueType }) => valueType === 'CODE')
        .map(statedCode),
    ])
    .filter((code) => code !== undefined);
}

function statedCode({ attributes }: ContentItem): Code | undefined {
  return codeOf(attributes, TAG.ConceptCodeSequence);
}
