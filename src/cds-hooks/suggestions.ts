/** Suggestions as the client can take them: actions of one suggestion are AND, and Epic takes one, on orders only. */
import type { FhirResource, ServiceRequest } from 'fhir/r4.js';
import type { Proposal, ProposedAction, ProposedSuggestion } from '../core/index.ts';
import type { Dialect } from './dialect.ts';
import type { Action, Suggestion } from './wire.ts';

export function suggestionsOf(proposal: Proposal, dialect: Dialect, newId: () => string): readonly Suggestion[] {
  return proposal.suggestions.flatMap((suggestion) => {
    const actions = suggestion.actions.flatMap((action): Action[] => {
      const wire = wireAction(action, suggestion, dialect);
      return wire === undefined ? [] : [wire];
    });
    const groups = dialect.name === 'epic' ? actions.map((action) => [action]) : [actions];
    return groups
      .filter((group) => group.length > 0)
      .map((group) => ({ label: suggestion.label, uuid: newId(), isRecommended: suggestion.recommended, actions: group }));
  });
}

/** Undefined for what the client would refuse: Epic knows no Task, unless the site has an order of its own for it. */
function wireAction(action: ProposedAction, { id }: ProposedSuggestion, dialect: Dialect): Action | undefined {
  const { description } = action;
  if (action.kind === 'delete') return { type: 'delete', description, resourceId: action.resourceId };
  const own = dialect.orderCodes[id];
  const resource = own === undefined ? action.resource : withOrderCode(action.resource, own, description);
  if (dialect.name === 'epic' && resource.resourceType !== 'ServiceRequest') return undefined;
  return { type: 'create', description, resource };
}

/** The site's order stands for the draft; what the draft says in words stays, for clients that show it. */
function withOrderCode(resource: FhirResource, code: Dialect['orderCodes'][string], text: string): FhirResource {
  const coding = { system: code.system, code: code.code, ...(code.display === undefined ? {} : { display: code.display }) };
  if (resource.resourceType === 'ServiceRequest') return { ...resource, code: { ...resource.code, coding: [coding] } };
  if (resource.resourceType !== 'Task' || resource.for === undefined) return resource;
  const { focus, note, authoredOn } = resource;
  const order: ServiceRequest = {
    resourceType: 'ServiceRequest',
    status: 'draft',
    intent: 'proposal',
    code: { coding: [coding], text: resource.description ?? text },
    subject: resource.for,
    ...(authoredOn === undefined ? {} : { authoredOn }),
    ...(focus?.reference?.match(/^(?:Condition|Observation|DiagnosticReport|DocumentReference)\//)
      ? { reasonReference: [focus] }
      : {}),
    ...(note === undefined ? {} : { note }),
  };
  return order;
}
