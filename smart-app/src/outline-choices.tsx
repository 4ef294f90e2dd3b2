/** Several outlines in one study: which one is shown and scored is the clinician's choice, never the program's. */
import type { ChosenOutline, DetailsLesion, OutlineChoice } from '../../src/core/index.ts';
import { lateralityWords, OUTLINE_AUTHOR_WORDS } from './status-words.ts';

interface Props {
  readonly outlines: readonly OutlineChoice[];
  readonly shown: DetailsLesion | undefined;
  readonly onChoose: (outline: ChosenOutline) => void;
}

export function OutlineChoices({ outlines, shown, onChoose }: Props) {
  return (
    <section aria-labelledby="outline-choices">
      <h3 id="outline-choices">{outlines.length} outlines in this study</h3>
      <ul className="choices">
        {outlines.map((outline) => {
          const { sopInstanceUid, segmentNumber } = outline;
          const isShown =
            shown?.outline.sopInstanceUid === sopInstanceUid &&
            (segmentNumber === 0 || shown.outline.segmentNumber === segmentNumber);
          return (
            <li key={`${sopInstanceUid} ${segmentNumber}`}>
              <button type="button" aria-pressed={isShown} onClick={() => onChoose({ sopInstanceUid, segmentNumber })}>
                {wordsOf(outline)}
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function wordsOf({ label, trackingId, author, laterality, clockPosition, created }: OutlineChoice): string {
  const day = created === undefined ? undefined : `${created.slice(0, 4)}-${created.slice(4, 6)}-${created.slice(6, 8)}`;
  const name = label ?? trackingId ?? 'outline';
  return [name, lateralityWords(laterality), clockPosition, `by ${OUTLINE_AUTHOR_WORDS[author]}`, day]
    .filter((part) => part !== undefined)
    .join(', ');
}
