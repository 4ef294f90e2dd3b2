/**
 * A proposal of the pathway as CDS Hooks cards (2.0, "CDS Service Response"). Pure: nothing is decided or computed
 * here, and ids come from outside. Elements without a value are left out, since null and empty are not allowed.
 */
import type { Proposal, ProposedAction, ProposedLink } from '../core/index.ts';
import type { Action, Card, HookResponse, Link, Suggestion } from './wire.ts';

export interface CardContext {
  readonly patientId: string;
  /** Study that the app opens on. */
  readonly studyUid?: string;
  /** Absolute address of the SMART app's launch page. */
  readonly launchUrl: string;
  readonly newId: () => string;
}

export function cards(proposal: Proposal | undefined, context: CardContext): HookResponse {
  return { cards: proposal === undefined ? [] : [card(proposal, context)] };
}

function card(proposal: Proposal, context: CardContext): Card {
  const suggestions = proposal.suggestions.map(
    (suggestion): Suggestion => ({
      label: suggestion.label,
      uuid: context.newId(),
      isRecommended: suggestion.recommended,
      actions: suggestion.actions.map(wireAction),
    }),
  );
  const links = proposal.links.map((link) => smartLink(link, context));
  return {
    uuid: context.newId(),
    summary: proposal.summary,
    ...(proposal.bullets.length === 0 ? {} : { detail: proposal.bullets.map((bullet) => `- ${bullet}`).join('\n') }),
    indicator: proposal.indicator,
    source: proposal.source,
    ...(suggestions.length === 0 ? {} : { suggestions, selectionBehavior: proposal.selectionBehavior ?? ('any' as const) }),
    ...(proposal.overrideReasons.length === 0 ? {} : { overrideReasons: proposal.overrideReasons }),
    ...(links.length === 0 ? {} : { links }),
  };
}

function wireAction(action: ProposedAction): Action {
  const { description } = action;
  return action.kind === 'create'
    ? { type: 'create', description, resource: action.resource }
    : { type: 'delete', description, resourceId: action.resourceId };
}

function smartLink(link: ProposedLink, context: CardContext): Link {
  const appContext = {
    patientId: context.patientId,
    ...(context.studyUid === undefined ? {} : { studyUid: context.studyUid }),
    view: link.view,
  };
  return { label: link.label, url: context.launchUrl, type: 'smart', appContext: JSON.stringify(appContext) };
}
