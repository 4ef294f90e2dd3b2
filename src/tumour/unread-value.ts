/** A value of no shape that is read here, as it stands: it exists, and a person has to look at it (EVIDENCE 2.2). */
import { saysNothing, saysNotTested } from './answer-codes.ts';
import { child, codesOf, text } from './elements.ts';

const LONGEST = 100;

/** Undefined where there is no value, or only a reason why there is none. */
export function unreadValue(element: unknown): string | undefined {
  if (typeof element !== 'object' || element === null) return undefined;
  const name = Object.keys(element).find((key) => /^value[A-Z]/.test(key) && shown(key, child(element, key)) !== undefined);
  return name === undefined ? undefined : shown(name, child(element, name))?.slice(0, LONGEST);
}

function shown(name: string, value: unknown): string | undefined {
  switch (name) {
    case 'valueCodeableConcept':
      return text(value, 'text') ?? shownCode(value);
    case 'valueQuantity':
      return shownQuantity(value);
    case 'valueRange':
      return joined('-', shownQuantity(child(value, 'low')), shownQuantity(child(value, 'high')));
    case 'valueRatio':
      return joined('/', shownQuantity(child(value, 'numerator')), shownQuantity(child(value, 'denominator')));
    default:
      if (typeof value === 'string') return value.trim() === '' ? undefined : value;
      if (typeof value === 'number' || typeof value === 'boolean') return String(value);
      return typeof value === 'object' && value !== null && Object.keys(value).length > 0
        ? `value of type ${name.slice('value'.length)}`
        : undefined;
  }
}

function shownCode(concept: unknown): string | undefined {
  const found = codesOf(concept).find((code) => !saysNothing(code) && !saysNotTested(code));
  if (found === undefined || found.display !== '') return found?.display;
  return found.system === '' ? found.code : `${found.system}|${found.code}`;
}

function shownQuantity(quantity: unknown): string | undefined {
  const value = child(quantity, 'value');
  if (typeof value !== 'number' && (typeof value !== 'string' || value.trim() === '')) return undefined;
  const unit = text(quantity, 'unit') ?? text(quantity, 'code');
  return `${text(quantity, 'comparator') ?? ''}${value}${unit === undefined ? '' : ` ${unit}`}`;
}

/** "1-2"; one of them alone with "?" for the other. */
function joined(by: string, first: string | undefined, second: string | undefined): string | undefined {
  return first === undefined && second === undefined ? undefined : `${first ?? '?'}${by}${second ?? '?'}`;
}
