/** What a row proposes: suggestions made from ActivityDefinitions (P1 to P9) and links into the details app (P10, P11). */
import type { Coding, ProposedLink } from '../core/index.ts';
import type { CompiledActivity } from './activity.ts';
import { contentError, type Place } from './content-error.ts';
import type { PlanAction, Texts } from './content-schemas.ts';
import { compileExpression, type Expression } from './expression.ts';
import { alwaysApplies, compileText, type Text, type TextContext, type TextSource } from './template.ts';

export interface RowContext {
  readonly planFile: string;
  readonly textsFile: string;
  readonly texts: Texts;
  readonly textContext: TextContext;
  readonly activities: ReadonlyMap<string, CompiledActivity>;
  readonly reviewed: string;
  readonly topicSystem: string;
  readonly overrideReasons: readonly Coding[];
}

const LINK_VIEWS = { P10: 'outline', P11: 'details' } as const;
type LinkId = keyof typeof LINK_VIEWS;

/** A text that every set of facts has. */
export function compileRequiredText(source: TextSource, place: Place, context: TextContext): Text {
  if (!alwaysApplies(source)) throw contentError(place, 'the last variant must need no condition');
  return compileText(source, place, context);
}

export function isLink(action: PlanAction): boolean {
  return action.prefix in LINK_VIEWS;
}

function compileConditions(action: PlanAction, context: RowContext): readonly Expression[] {
  const place = { file: context.planFile, at: action.id };
  return action.condition.map(({ expression }) => compileExpression(expression.expression, place));
}

export function compileLink(action: PlanAction, context: RowContext): { link: ProposedLink; when: readonly Expression[] } {
  if (action.definitionCanonical !== undefined) {
    throw contentError({ file: context.planFile, at: action.id }, 'a link has no definition');
  }
  const id = action.prefix as LinkId;
  const label = context.texts.links[id];
  if (label === undefined) throw contentError({ file: context.textsFile, at: `links.${id}` }, 'the label is missing');
  return { link: { id, label, view: LINK_VIEWS[id] }, when: compileConditions(action, context) };
}

export interface CompiledSuggestion {
  readonly id: string;
  readonly when: readonly Expression[];
  readonly recommended: boolean;
  readonly label: Text;
  readonly description: Text;
  readonly activity: CompiledActivity;
  readonly readsImaging: boolean;
}

/** Texts are looked up by the action's own id (`R1-P1`), then by its kind (`P1`). */
export function compileSuggestion(action: PlanAction, context: RowContext): CompiledSuggestion {
  const { texts, textContext, textsFile: file } = context;
  const key = Object.hasOwn(texts.suggestions, action.id) ? action.id : action.prefix;
  const own = Object.hasOwn(texts.suggestions, key) ? texts.suggestions[key] : undefined;
  if (own === undefined) throw contentError({ file, at: `suggestions.${key}` }, 'the text of this suggestion is missing');
  const activity = context.activities.get(action.definitionCanonical ?? '');
  if (activity === undefined) {
    const wanted = action.definitionCanonical ?? 'definitionCanonical';
    throw contentError({ file: context.planFile, at: action.id }, `there is no ActivityDefinition ${wanted}`);
  }
  const label = compileRequiredText(own.label, { file, at: `suggestions.${key}.label` }, textContext);
  const description = compileRequiredText(own.description, { file, at: `suggestions.${key}.description` }, textContext);
  return {
    id: action.prefix,
    when: compileConditions(action, context),
    recommended: action.precheckBehavior === 'yes',
    label,
    description,
    activity,
    readsImaging: label.readsImaging || description.readsImaging || activity.readsImaging,
  };
}
