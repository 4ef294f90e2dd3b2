/** The outlined frame, a map over it where one is asked for, and what is known of both. */
import { useState } from 'react';
import type { DetailsLesion, DetailsResponse, FeatureMap, MappableFeature } from '../../src/core/index.ts';
import { fetchFeatureMap } from './fetch-feature-map.ts';
import { LesionViewer } from './lesion-viewer.tsx';
import { MapChoices } from './map-choices.tsx';
import { MapLegend } from './map-legend.tsx';
import type { Session } from './session.ts';
import { lateralityWords, OUTLINE_AUTHOR_WORDS } from './status-words.ts';

interface Props {
  readonly lesion: DetailsLesion;
  readonly details: DetailsResponse;
  readonly session: Session;
}

type MapState =
  | { readonly kind: 'none' }
  | { readonly kind: 'loading' | 'failed'; readonly feature: string; readonly text: string }
  | { readonly kind: 'shown'; readonly feature: string; readonly of: MappableFeature; readonly map: FeatureMap };

const NO_MAP: MapState = { kind: 'none' };

export function LesionSection({ lesion, details, session }: Props) {
  const { mappable, model } = details;
  const [state, setState] = useState(NO_MAP);
  const choose = async (of: MappableFeature): Promise<void> => {
    const { feature } = of;
    if (state.kind === 'shown' && state.feature === feature) return setState(NO_MAP);
    setState({ kind: 'loading', feature, text: 'Computing the map …' });
    const map = await fetchFeatureMap(session, lesion, feature);
    setState(typeof map === 'string' ? { kind: 'failed', feature, text: map } : { kind: 'shown', feature, of, map });
  };
  return (
    <>
      <LesionViewer lesion={lesion} {...(state.kind === 'shown' && { map: state.map })} />
      {state.kind === 'shown' && (
        <MapLegend map={state.map} highValue={state.of.highValue} statement={model?.statement} onHide={() => setState(NO_MAP)} />
      )}
      <p role="status" className="map-status">
        {state.kind === 'loading' && state.text}
      </p>
      {state.kind === 'failed' && (
        <p className="failure" role="alert">
          {state.text}
        </p>
      )}
      {mappable !== undefined && (
        <MapChoices
          features={mappable}
          chosen={state.kind === 'none' || state.kind === 'failed' ? undefined : state.feature}
          isLoading={state.kind === 'loading'}
          onChoose={(feature) => void choose(feature)}
        />
      )}
      <LesionFacts lesion={lesion} />
    </>
  );
}

function LesionFacts({ lesion }: { readonly lesion: DetailsLesion }) {
  const { spacingMm: spacing, outline } = lesion;
  return (
    <dl className="facts">
      <dt>Study</dt>
      <dd>
        {lesion.studyDate ?? 'date not found'}, {lateralityWords(lesion.laterality)}
      </dd>
      <dt>Outline by</dt>
      <dd>{OUTLINE_AUTHOR_WORDS[outline.author]}</dd>
      <dt>Pixel spacing</dt>
      <dd>{spacing === undefined ? 'not stated by the image' : `${spacing[0].toFixed(4)} × ${spacing[1].toFixed(4)} mm`}</dd>
      <dt>Outline object</dt>
      <dd className="uid">{outline.sopInstanceUid}</dd>
    </dl>
  );
}
