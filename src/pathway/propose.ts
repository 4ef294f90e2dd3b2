/**
 * The card of the row that is met, with the rows merged into it (PATHWAY M8 and row 20: a safety item and a status item
 * share one card). A merged row adds bullets after the tissue result, and its summary replaces one that warns of nothing.
 */
import type { Coding, Proposal, ProposedAction, ProposedSuggestion } from '../core/index.ts';
import { conditionHolds } from './condition.ts';
import { toDisplayText } from './display-text.ts';
import { countWords, MAX_BULLETS, MAX_SUMMARY_CHARACTERS, MAX_WORDS } from './lint-proposal.ts';
import type { CompiledLink, CompiledSuggestion } from './row-actions.ts';
import type { Bullet, RowParts } from './row-parts.ts';
import type { View } from './template.ts';

const SUMMARY_LIMITS = { characters: MAX_SUMMARY_CHARACTERS, words: MAX_WORDS };

/** The longest research line: score, interval, lesion, both cautions and the statement of the model. */
const RESEARCH_LINE_WORDS = 50;

export interface MetRow {
  readonly id: string;
  readonly parts: RowParts;
}

/** What every card of a language has. */
export interface CardWords {
  readonly overrideReasons: readonly Coding[];
  readonly notOffered: string;
}

/** Undefined where the row has no action that applies and nothing is merged into it. */
export function propose(row: MetRow, merged: readonly MetRow[], view: View, words: CardWords): Proposal | undefined {
  const rows = [row, ...merged];
  const actions = rows.flatMap(({ parts }) =>
    parts.actions.filter(({ when }) => when.every((condition) => conditionHolds(condition, view.at))),
  );
  if (actions.length === 0) return undefined;
  const leading = row.parts.indicator === 'info' && merged[0] !== undefined ? merged[0].parts : row.parts;
  const suggestions = actions.filter((action): action is CompiledSuggestion => action.kind === 'suggestion');
  const links = actions.filter((action): action is CompiledLink => action.kind === 'link').map(({ link }) => link);
  const [first, ...others] = row.parts.bullets;
  const head = renderBullets([...(first === undefined ? [] : [first]), ...merged.flatMap(({ parts }) => parts.bullets)], view);
  const rest = renderBullets(others, view);
  const indicator = rows.some(({ parts }) => parts.indicator === 'warning') ? 'warning' : 'info';
  const offered = suggestions.map((suggestion) => proposed(suggestion, view));
  const task = offered.every(({ actions }) => actions.every(isTask)) ? offered[0]?.label : undefined;
  const byHand = { sentence: words.notOffered.replace('{action}', () => task ?? ''), optional: false, isTissue: true };
  return {
    row: row.id,
    ...(merged.length === 0 ? {} : { merged: merged.map(({ id }) => id) }),
    indicator,
    summary: toDisplayText(leading.summary.render(view) ?? '', SUMMARY_LIMITS),
    bullets: fitting([...head, ...rest], row.parts.usesImaging),
    suggestions: offered,
    ...(indicator === 'warning' && task !== undefined
      ? { bulletsWithoutTasks: fitting([...head, ...rest.map(mayGiveWay), byHand], row.parts.usesImaging) }
      : {}),
    ...(row.parts.selectionBehavior === 'any' ? {} : { selectionBehavior: 'at-most-one' as const }),
    ...(row.parts.once ? { once: true as const } : {}),
    links: links.filter((link, index) => links.findIndex(({ id }) => id === link.id) === index),
    source: leading.source,
    overrideReasons: words.overrideReasons,
  };
}

function mayGiveWay(bullet: RenderedBullet): RenderedBullet {
  return { ...bullet, optional: true };
}

function isTask(action: ProposedAction): boolean {
  return action.kind === 'create' && action.resource.resourceType === 'Task';
}

function proposed(suggestion: CompiledSuggestion, view: View): ProposedSuggestion {
  const description = suggestion.description.render(view) ?? '';
  return {
    id: suggestion.id,
    label: suggestion.label.render(view) ?? '',
    recommended: suggestion.recommended,
    actions: [suggestion.act(view.at.scope, description)],
  };
}

interface RenderedBullet {
  readonly sentence: string;
  readonly optional: boolean;
  readonly isTissue: boolean;
}

/** Bullets without a text fall away. */
function renderBullets(bullets: readonly Bullet[], view: View): readonly RenderedBullet[] {
  return bullets.flatMap(({ text, optional }) => {
    const sentence = text.render(view)?.trim();
    return sentence === undefined || sentence === '' ? [] : [{ sentence, optional, isTissue: !text.readsImaging }];
  });
}

/**
 * Tissue bullets have a word budget of their own, so that no research line ever takes one of them away (PATHWAY M1, M6);
 * where they are too many or too long, optional ones give way, last first.
 */
function fitting(rendered: readonly RenderedBullet[], usesImaging: boolean): readonly string[] {
  const kept = [...rendered];
  const budget = usesImaging ? MAX_WORDS - RESEARCH_LINE_WORDS : MAX_WORDS;
  const most = usesImaging ? MAX_BULLETS - 1 : MAX_BULLETS;
  const isTooMuch = (): boolean => {
    const tissue = kept.filter(({ isTissue }) => isTissue);
    return tissue.length > most || tissue.reduce((sum, { sentence }) => sum + countWords(sentence), 0) > budget;
  };
  while (isTooMuch()) {
    const last = kept.findLastIndex(({ optional, isTissue }) => optional && isTissue);
    if (last === -1) break;
    kept.splice(last, 1);
  }
  return kept.map(({ sentence }) => sentence);
}
