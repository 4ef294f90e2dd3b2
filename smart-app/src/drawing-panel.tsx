/** Choosing an image of the study and drawing the lesion's outline on it; what is saved replaces the outline shown, if any. */
import { useEffect, useState } from 'react';
import type { DetailsLesion, FrameChoice, FramesResponse } from '../../src/core/index.ts';
import { fetchFrames, storeOutline } from './drawing.ts';
import { OutlineEditor } from './outline-editor.tsx';
import { type Point, ringOf } from './outline-points.ts';
import type { Session } from './session.ts';

interface Props {
  readonly session: Session;
  /** The outline that is drawn again. */
  readonly replaced?: DetailsLesion;
  readonly onStored: () => void;
  readonly onCancel: () => void;
}

export function DrawingPanel({ session, replaced, onStored, onCancel }: Props) {
  const [image, setImage] = useState<FrameChoice | undefined>(replaced?.image);
  const [frames, setFrames] = useState<FramesResponse | string>();

  useEffect(() => {
    let current = true;
    setFrames(undefined);
    void fetchFrames(session, image).then((answer) => current && setFrames(answer));
    return () => {
      current = false;
    };
  }, [session, image]);

  if (frames === undefined) return <p role="status">Loading the image …</p>;
  if (typeof frames === 'string') return <Failure text={frames} onCancel={onCancel} />;
  const { images, picture, studyUid, problem } = frames;
  if (studyUid === undefined || images.length === 0) {
    return <Failure text="The study has no ultrasound image that can be drawn on." onCancel={onCancel} />;
  }
  const save = async (points: readonly Point[]): Promise<string | undefined> => {
    if (picture === undefined) return undefined;
    const { trackingId, trackingUid } = replaced?.outline ?? {};
    const failure = await storeOutline(session, {
      studyUid,
      imageSopInstanceUid: picture.sopInstanceUid,
      frame: picture.frame,
      rings: [ringOf(points)],
      ...(trackingId === undefined ? {} : { trackingId }),
      ...(trackingUid === undefined ? {} : { trackingUid }),
    });
    if (failure === undefined) onStored();
    return failure;
  };
  return (
    <>
      <FramePicker images={images} shown={picture ?? image} onPick={setImage} />
      {picture === undefined ? (
        <Failure
          text={`This image cannot be shown: ${problem?.map(({ code }) => code).join('; ') ?? 'no picture'}.`}
          onCancel={onCancel}
        />
      ) : (
        <OutlineEditor key={`${picture.sopInstanceUid} ${picture.frame}`} picture={picture} onSave={save} onCancel={onCancel} />
      )}
    </>
  );
}

interface FramePickerProps {
  readonly images: FramesResponse['images'];
  readonly shown: FrameChoice | undefined;
  readonly onPick: (image: FrameChoice) => void;
}

function FramePicker({ images, shown, onPick }: FramePickerProps) {
  const index = images.findIndex(({ sopInstanceUid }) => sopInstanceUid === shown?.sopInstanceUid);
  const frames = images[index]?.frames ?? 1;
  return (
    <div className="viewer-buttons">
      {images.length > 1 && (
        <label>
          Image{' '}
          <select
            value={index}
            onChange={(event) => onPick({ sopInstanceUid: images[Number(event.target.value)]!.sopInstanceUid, frame: 1 })}
          >
            {images.map(({ sopInstanceUid }, position) => (
              <option key={sopInstanceUid} value={position}>
                {position + 1} of {images.length}
              </option>
            ))}
          </select>
        </label>
      )}
      {shown !== undefined && frames > 1 && (
        <label>
          Frame{' '}
          <select
            value={shown.frame}
            onChange={(event) => onPick({ sopInstanceUid: shown.sopInstanceUid, frame: Number(event.target.value) })}
          >
            {Array.from({ length: frames }, (_, position) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: frames are numbered
              <option key={position} value={position + 1}>
                {position + 1} of {frames}
              </option>
            ))}
          </select>
        </label>
      )}
    </div>
  );
}

function Failure({ text, onCancel }: { readonly text: string; readonly onCancel: () => void }) {
  return (
    <>
      <p className="failure" role="alert">
        {text}
      </p>
      <button type="button" onClick={onCancel}>
        Back
      </button>
    </>
  );
}
