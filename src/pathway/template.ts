/**
 * Texts of a language file: plain words with `{{FHIRPath over %facts}}` and `{{> phrase}}`. Whatever an expression gives
 * was made fit for display before; an expression without a result shows the language's "not stated", never a gap.
 */

import { type Case, compileCondition, conditionHolds } from './condition.ts';
import { contentError, type Place } from './content-error.ts';
import { compileExpression, type Expression } from './expression.ts';
import type { Scope } from './scope.ts';
import type { Variables } from './variables.ts';

export interface Text {
  readonly readsImaging: boolean;
  /** Undefined where no variant applies. */
  render(view: View): string | undefined;
}

/** A variant is chosen by the facts as they are; what it shows of them is display text. */
export interface View {
  readonly at: Case;
  readonly shown: Scope;
}

/** One string, or variants of which the first whose `when` holds is used. */
export type TextSource = string | readonly { readonly when?: string | undefined; readonly text: string }[];

export interface TextContext {
  readonly notStated: string;
  readonly variables: Variables;
  phrase(name: string, place: Place): Text;
}

type Part =
  | { readonly kind: 'words'; readonly words: string }
  | { readonly kind: 'value'; readonly expression: Expression }
  | {
      readonly kind: 'phrase';
      readonly text: Text;
    };

export function compileText(source: TextSource, place: Place, context: TextContext): Text {
  const variants = (typeof source === 'string' ? [{ text: source }] : source).map((variant, index) => {
    const at = { ...place, at: typeof source === 'string' ? place.at : `${place.at}[${index}]` };
    const when =
      'when' in variant && variant.when !== undefined ? compileCondition(variant.when, at, context.variables) : undefined;
    return { when, parts: compileParts(variant.text, at, context) };
  });
  if (variants.slice(0, -1).some((variant) => variant.when === undefined)) {
    throw contentError(place, 'a variant after one without "when" can never be used');
  }
  return {
    readsImaging: variants.some(({ when, parts }) => when?.readsImaging === true || parts.some(partReadsImaging)),
    render: (view) => {
      const variant = variants.find(({ when }) => when === undefined || conditionHolds(when, view.at));
      return variant?.parts.map((part) => renderPart(part, view, context)).join('');
    },
  };
}

/** True where the last variant needs no condition, so that there is always a text. */
export function alwaysApplies(source: TextSource): boolean {
  return typeof source === 'string' || (source.length > 0 && source.at(-1)!.when === undefined);
}

function compileParts(template: string, place: Place, context: TextContext): readonly Part[] {
  const parts = template.split(/\{\{(.*?)\}\}/s).map((piece, index): Part => {
    if (index % 2 === 0) {
      if (/\{\{|\}\}/.test(piece)) throw contentError(place, 'a {{ or }} has no partner');
      return { kind: 'words', words: piece };
    }
    const phrase = /^>\s*([\w-]+)\s*$/.exec(piece)?.[1];
    if (phrase !== undefined) return { kind: 'phrase', text: context.phrase(phrase, place) };
    return { kind: 'value', expression: compileExpression(piece.trim(), place, context.variables) };
  });
  return parts.filter((part) => part.kind !== 'words' || part.words !== '');
}

function partReadsImaging(part: Part): boolean {
  switch (part.kind) {
    case 'words':
      return false;
    case 'value':
      return part.expression.readsImaging;
    case 'phrase':
      return part.text.readsImaging;
  }
}

function renderPart(part: Part, view: View, context: TextContext): string {
  switch (part.kind) {
    case 'words':
      return part.words;
    case 'value': {
      const values = part.expression.evaluate(view.shown).map(String);
      return values.length === 0 ? context.notStated : values.join(', ');
    }
    case 'phrase':
      return part.text.render(view) ?? '';
  }
}
