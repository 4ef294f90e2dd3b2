/** What a row proposes: suggestions made from ActivityDefinitions (P1 to P9) and links into the details app (P10, P11). */
import type { ProposedAction, ProposedLink } from '../core/index.ts';
import type { CompiledActivity } from './activity.ts';
import { type Condition, compileCondition } from './condition.ts';
import { contentError, type Place } from './content-error.ts';
import type { Texts } from './content-schemas.ts';
import { compileDynamicValues } from './dynamic-values.ts';
import type { PlanAction } from './plan-schemas.ts';
import type { Scope } from './scope.ts';
import { alwaysApplies, compileText, type Text, type TextContext, type TextSource } from './template.ts';
import type { Variables } from './variables.ts';

export interface RowContext {
  readonly planFile: string;
  readonly textsFile: string;
  readonly texts: Texts;
  readonly textContext: TextContext;
  readonly variables: Variables;
  readonly activities: ReadonlyMap<string, CompiledActivity>;
  readonly reviewed: string;
  readonly topicSystem: string;
}

export interface CompiledLink {
  readonly kind: 'link';
  readonly when: readonly Condition[];
  readonly readsImaging: boolean;
  readonly link: ProposedLink;
}

export interface CompiledSuggestion {
  readonly kind: 'suggestion';
  readonly when: readonly Condition[];
  readonly readsImaging: boolean;
  readonly id: string;
  readonly recommended: boolean;
  readonly label: Text;
  readonly description: Text;
  act(scope: Scope, description: string): ProposedAction;
}

export type CompiledAction = CompiledLink | CompiledSuggestion;

const LINK_VIEWS = { P10: 'outline', P11: 'details' } as const;
type LinkId = keyof typeof LINK_VIEWS;

/** A text that every set of facts has. */
export function compileRequiredText(source: TextSource, place: Place, context: TextContext): Text {
  if (!alwaysApplies(source)) throw contentError(place, 'the last variant must need no condition');
  return compileText(source, place, context);
}

export function compileConditions(
  { id, condition }: Pick<PlanAction, 'id' | 'condition'>,
  { planFile, variables }: RowContext,
): readonly Condition[] {
  return condition.map(({ expression }) => compileCondition(expression.expression, { file: planFile, at: id }, variables));
}

export function compileAction(action: PlanAction, shared: readonly Condition[], context: RowContext): CompiledAction {
  const when = [...shared, ...compileConditions(action, context)];
  const readsImaging = when.some((condition) => condition.readsImaging);
  return action.prefix in LINK_VIEWS
    ? { kind: 'link', when, readsImaging, link: compileLink(action, context) }
    : suggestion(action, when, readsImaging, context);
}

function compileLink(action: PlanAction, context: RowContext): ProposedLink {
  if (action.definitionCanonical !== undefined) {
    throw contentError({ file: context.planFile, at: action.id }, 'a link has no definition');
  }
  const id = action.prefix as LinkId;
  const label = context.texts.links[id];
  if (label === undefined) throw contentError({ file: context.textsFile, at: `links.${id}` }, 'the label is missing');
  return { id, label, view: LINK_VIEWS[id] };
}

/** Texts are looked up by the action's own id (`R1-P1`), then by its kind (`P1`). */
function suggestion(
  action: PlanAction,
  when: readonly Condition[],
  conditionReadsImaging: boolean,
  context: RowContext,
): CompiledSuggestion {
  const { texts, textContext, textsFile: file } = context;
  const key = Object.hasOwn(texts.suggestions, action.id) ? action.id : action.prefix;
  const own = Object.hasOwn(texts.suggestions, key) ? texts.suggestions[key] : undefined;
  if (own === undefined) throw contentError({ file, at: `suggestions.${key}` }, 'the text of this suggestion is missing');
  const label = compileRequiredText(own.label, { file, at: `suggestions.${key}.label` }, textContext);
  const description = compileRequiredText(own.description, { file, at: `suggestions.${key}.description` }, textContext);
  const { act, readsImaging } = action.type === undefined ? creation(action, context) : removal(action, context);
  return {
    kind: 'suggestion',
    id: action.prefix,
    when,
    recommended: action.precheckBehavior === 'yes',
    label,
    description,
    act,
    readsImaging: conditionReadsImaging || label.readsImaging || description.readsImaging || readsImaging,
  };
}

type Act = Pick<CompiledSuggestion, 'act' | 'readsImaging'>;

function creation(action: PlanAction, context: RowContext): Act {
  const place = { file: context.planFile, at: action.id };
  const activity = context.activities.get(action.definitionCanonical ?? '');
  if (activity === undefined) {
    throw contentError(place, `there is no ActivityDefinition ${action.definitionCanonical ?? 'definitionCanonical'}`);
  }
  const values = compileDynamicValues(action.dynamicValue, activity.kind, place, context.textContext);
  return {
    readsImaging: activity.readsImaging || values.readsImaging,
    act: (scope, description) => ({ kind: 'create', description, resource: activity.apply(scope, values) }),
  };
}

/** The draft at hand, of this call: nothing else may be taken away. */
function removal(action: PlanAction, context: RowContext): Act {
  if (action.definitionCanonical !== undefined || action.dynamicValue.length > 0) {
    throw contentError({ file: context.planFile, at: action.id }, 'a removal takes the order at hand and has no definition');
  }
  return {
    readsImaging: false,
    act: ({ facts }, description) => ({ kind: 'delete', description, resourceId: facts.order.reference ?? '' }),
  };
}
