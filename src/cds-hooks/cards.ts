/**
 * A proposal of the pathway as CDS Hooks cards (2.0, "CDS Service Response"). Pure: nothing is decided or computed
 * here, and ids come from outside. Elements without a value are left out, since null and empty are not allowed.
 */
import type { Proposal, ProposedLink } from '../core/index.ts';
import type { Card, HookResponse, Link, Suggestion } from './wire.ts';

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
      actions: suggestion.actions.map((action) => ({
        type: action.kind,
        description: action.description,
        resource: action.resource,
      })),
    }),
  );
  const links = proposal.links.map((link) => smartLink(link, context));
  return {
    uuid: context.newId(),
    summary: proposal.summary,
    ...(proposal.bullets.length === 0 ? {} : { detail: proposal.bullets.map((bullet) => `- ${bullet}`).join('\n') }),
    indicator: proposal.indicator,
    source: proposal.source,
    ...(suggestions.length === 0 ? {} : { suggestions, selectionBehavior: 'any' as const }),
    ...(proposal.overrideReasons.length === 0 ? {} : { overrideReasons: proposal.overrideReasons }),
    ...(links.length === 0 ? {} : { links }),
  };
}

function smartLink(link: ProposedLink, context: CardContext): Link {
  const appContext = {
    patientId: context.patientId,
    ...(context.studyUid === undefined ? {} : { studyUid: context.studyUid }),
    view: link.view,
  };
  return { label: link.label, url: context.launchUrl, type: 'smart', appContext: JSON.stringify(appContext) };
}
