/** One rule row of the PlanDefinition, compiled: when it holds, and the card it proposes. */
import type { PathwayFacts, Proposal, ProposedLink, ProposedSuggestion } from '../core/index.ts';
import { contentError } from './content-error.ts';
import type { PlanRow } from './content-schemas.ts';
import { toDisplayText } from './display-text.ts';
import { compileExpression, type Expression, holds } from './expression.ts';
import { countWords, MAX_SUMMARY_CHARACTERS, MAX_WORDS } from './lint-proposal.ts';
import {
  type CompiledSuggestion,
  compileLink,
  compileRequiredText,
  compileSuggestion,
  isLink,
  type RowContext,
} from './row-actions.ts';
import { compileText, type Text } from './template.ts';

const SUMMARY_LIMITS = { characters: MAX_SUMMARY_CHARACTERS, words: MAX_WORDS };

/** The longest research line: score, interval, lesion, both cautions and the statement of the model. */
const RESEARCH_LINE_WORDS = 50;

export interface CompiledRow {
  readonly id: string;
  readonly usesImaging: boolean;
  readonly condition: readonly Expression[];
  /** Undefined for a row that is met without a card. `facts` and `shown` are copies; `shown` has display text. */
  readonly propose: ((facts: PathwayFacts, shown: PathwayFacts) => Proposal) | undefined;
}

export function compileRow(row: PlanRow, context: RowContext): CompiledRow {
  const place = { file: context.planFile, at: row.id };
  const usesImaging = row.input.length > 0;
  const condition = row.condition.map(({ expression }) => compileExpression(expression.expression, place));
  const texts = context.texts.rows[row.id];
  if (row.action.length === 0 && texts !== undefined) {
    throw contentError({ file: context.textsFile, at: `rows.${row.id}` }, 'the row proposes nothing and needs no text');
  }
  const parts = row.action.length === 0 ? undefined : compileParts(row, context);
  const readsImaging = condition.some((expression) => expression.readsImaging) || parts?.readsImaging === true;
  if (readsImaging && !usesImaging) throw contentError(place, 'reads %facts.imaging without an ImagingStudy input');
  return { id: row.id, usesImaging, condition, propose: parts === undefined ? undefined : proposer(row, parts, context) };
}

interface RowParts {
  readonly readsImaging: boolean;
  readonly summary: Text;
  readonly bullets: readonly { readonly text: Text; readonly optional: boolean }[];
  readonly links: readonly { readonly link: ProposedLink; readonly when: readonly Expression[] }[];
  readonly suggestions: readonly CompiledSuggestion[];
}

function compileParts(row: PlanRow, context: RowContext): RowParts {
  const { texts, textContext, textsFile: file } = context;
  const own = texts.rows[row.id];
  if (own === undefined) throw contentError({ file, at: `rows.${row.id}` }, 'the text of this row is missing');
  const summary = compileRequiredText(own.summary, { file, at: `rows.${row.id}.summary` }, textContext);
  if (summary.readsImaging) throw contentError({ file, at: `rows.${row.id}.summary` }, 'a summary states tissue facts only');
  const bullets = own.bullets.map(({ text, optional }, index) => ({
    text: compileText(text, { file, at: `rows.${row.id}.bullets.${index}` }, textContext),
    optional,
  }));
  const links = row.action.filter(isLink).map((action) => compileLink(action, context));
  const suggestions = row.action.filter((action) => !isLink(action)).map((action) => compileSuggestion(action, context));
  const expressions = [...links, ...suggestions].flatMap(({ when }) => when);
  const readsImaging =
    bullets.some(({ text }) => text.readsImaging) ||
    expressions.some((expression) => expression.readsImaging) ||
    suggestions.some((suggestion) => suggestion.readsImaging);
  return { readsImaging, summary, bullets, links, suggestions };
}

function proposer(row: PlanRow, parts: RowParts, context: RowContext): (facts: PathwayFacts, shown: PathwayFacts) => Proposal {
  const url = row.documentation.find((citation) => citation.url !== undefined)?.url;
  const label = context.texts.source.replace('{row}', row.id).replace('{reviewed}', context.reviewed);
  const topic = { system: context.topicSystem, code: `HER2LOW${row.id}`, display: row.title };
  const source = { label, ...(url === undefined ? {} : { url }), topic };
  return (facts, shown) => ({
    row: row.id,
    indicator: row.priority === 'urgent' ? 'warning' : 'info',
    summary: toDisplayText(parts.summary.render(shown) ?? '', SUMMARY_LIMITS),
    bullets: renderBullets(parts.bullets, shown, row.input.length > 0),
    suggestions: parts.suggestions
      .filter(({ when }) => when.every((expression) => holds(expression, facts)))
      .map(
        (suggestion): ProposedSuggestion => ({
          id: suggestion.id,
          label: suggestion.label.render(shown) ?? '',
          recommended: suggestion.recommended,
          actions: [
            {
              kind: 'create',
              description: suggestion.description.render(shown) ?? '',
              resource: suggestion.activity.apply(facts),
            },
          ],
        }),
      ),
    links: parts.links.filter(({ when }) => when.every((expression) => holds(expression, facts))).map(({ link }) => link),
    source,
    overrideReasons: context.overrideReasons,
  });
}

/**
 * Bullets without a text fall away. Tissue bullets have a word budget of their own, so that no research line ever takes
 * one of them away (PATHWAY M1, M6); where they are too many, optional ones give way, last first.
 */
function renderBullets(bullets: RowParts['bullets'], shown: PathwayFacts, usesImaging: boolean): readonly string[] {
  const rendered = bullets.flatMap(({ text, optional }) => {
    const sentence = text.render(shown)?.trim();
    return sentence === undefined || sentence === '' ? [] : [{ sentence, optional, isTissue: !text.readsImaging }];
  });
  const budget = usesImaging ? MAX_WORDS - RESEARCH_LINE_WORDS : MAX_WORDS;
  const tissueWords = (): number =>
    rendered.reduce((sum, { sentence, isTissue }) => (isTissue ? sum + countWords(sentence) : sum), 0);
  while (tissueWords() > budget) {
    const last = rendered.findLastIndex(({ optional, isTissue }) => optional && isTissue);
    if (last === -1) break;
    rendered.splice(last, 1);
  }
  return rendered.map(({ sentence }) => sentence);
}
