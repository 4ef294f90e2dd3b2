/** One grey frame with its lesion outline: zoom, move, scale bar; by mouse, touch and keyboard. */
import { type KeyboardEvent, useEffect, useMemo, useState } from 'react';
import type { DetailsLesion, FeatureMap } from '../../src/core/index.ts';
import { useDragToPan } from './drag-to-pan.ts';
import { featureName } from './feature-group.ts';
import { lateralityWords } from './status-words.ts';
import { aroundRings, panned, scaleBarMm, type ViewBox, zoomed } from './view-box.ts';

const ZOOM_STEP = 1.5;
const PAN_STEP = 0.15;

interface Props {
  readonly lesion: DetailsLesion;
  /** Colours to lay over the frame, under the outline. */
  readonly map?: FeatureMap;
}

export function LesionViewer({ lesion, map }: Props) {
  const { width, height, rings, spacingMm } = lesion;
  const rowStretch = spacingMm === undefined ? 1 : spacingMm[1] / spacingMm[0];
  const full = useMemo<ViewBox>(() => ({ x: 0, y: 0, width, height: height * rowStretch }), [width, height, rowStretch]);
  const [view, setView] = useState(full);
  const [outlineShown, setOutlineShown] = useState(true);
  const [mapShown, setMapShown] = useState(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new map is shown whatever became of the last one
  useEffect(() => setMapShown(true), [map]);
  const drag = useDragToPan(view, full, setView);
  const toggleOutline = () => setOutlineShown((shown) => !shown);

  const toggleMap = () => setMapShown((shown) => !shown);
  const shownMap = mapShown ? map : undefined;

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key.toLowerCase();
    const toggle = key === 'o' ? toggleOutline : key === 'm' && map !== undefined ? toggleMap : undefined;
    const next = keyAction(event.key, view, full);
    if (next === undefined && toggle === undefined) return;
    event.preventDefault();
    toggle?.();
    if (next !== undefined) setView(next);
  };

  const label = `Ultrasound frame, ${lateralityWords(lesion.laterality)}, ${lesion.studyDate ?? 'date not found'}, ${
    outlineShown ? 'lesion outline shown' : 'lesion outline hidden'
  }${shownMap === undefined ? '' : `, map of ${featureName(shownMap.feature)} shown`}. Arrow keys move, plus and minus zoom, 0 shows the whole image, O switches the outline${map === undefined ? '' : ', M the map'}.`;

  return (
    <figure className="viewer">
      {/* The width is limited, never the height: the stage must have the image's shape for the scale bar to be true. */}
      <div className="viewer-stage" style={{ maxWidth: `${(70 * full.width) / full.height}vh` }}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: an application region takes the keyboard for zoom and move */}
        <div className="viewer-focus" role="application" aria-label={label} tabIndex={0} onKeyDown={onKeyDown} {...drag}>
          <svg viewBox={`${view.x} ${view.y} ${view.width} ${view.height}`} aria-hidden="true">
            <g transform={`scale(1 ${rowStretch})`}>
              <image href={lesion.png} width={width} height={height} preserveAspectRatio="none" />
              {shownMap !== undefined && <MapLayer {...shownMap} />}
              {outlineShown && <Outline rings={rings} />}
            </g>
          </svg>
        </div>
        {spacingMm === undefined ? (
          <p className="scale-bar">no scale: the image states no pixel spacing</p>
        ) : (
          <ScaleBar visibleWidthMm={view.width * spacingMm[0]} />
        )}
      </div>
      <div className="viewer-buttons no-print" role="toolbar" aria-label="Image">
        <button type="button" aria-pressed={outlineShown} onClick={toggleOutline}>
          Outline
        </button>
        {map !== undefined && (
          <button type="button" aria-pressed={mapShown} onClick={toggleMap}>
            Map
          </button>
        )}
        <button type="button" onClick={() => setView(zoomed(view, full, ZOOM_STEP))}>
          Zoom in
        </button>
        <button type="button" onClick={() => setView(zoomed(view, full, 1 / ZOOM_STEP))}>
          Zoom out
        </button>
        <button type="button" onClick={() => setView(aroundRings(rings, rowStretch, full))}>
          To outline
        </button>
        <button type="button" onClick={() => setView(full)}>
          Whole image
        </button>
      </div>
    </figure>
  );
}

function MapLayer({ png, x, y, width, height }: FeatureMap) {
  return <image href={png} x={x} y={y} width={width} height={height} preserveAspectRatio="none" data-testid="map-layer" />;
}

/** Drawn twice, dark under light, so that the line stands out on any grey. */
function Outline({ rings }: Pick<DetailsLesion, 'rings'>) {
  const path = rings.map(ringPath).join(' ');
  return (
    <>
      <path className="outline-halo" d={path} />
      <path className="outline" d={path} data-testid="outline" />
    </>
  );
}

function ringPath(ring: readonly number[]): string {
  const points: string[] = [];
  for (let index = 0; index + 1 < ring.length; index += 2) points.push(`${ring[index]} ${ring[index + 1]}`);
  return points.length < 3 ? '' : `M${points.join('L')}Z`;
}

function ScaleBar({ visibleWidthMm }: { readonly visibleWidthMm: number }) {
  const length = scaleBarMm(visibleWidthMm);
  return (
    <p className="scale-bar" style={{ width: `${(length / visibleWidthMm) * 100}%` }}>
      {length} mm
    </p>
  );
}

function keyAction(key: string, view: ViewBox, full: ViewBox): ViewBox | undefined {
  switch (key) {
    case 'ArrowLeft':
      return panned(view, full, -PAN_STEP, 0);
    case 'ArrowRight':
      return panned(view, full, PAN_STEP, 0);
    case 'ArrowUp':
      return panned(view, full, 0, -PAN_STEP);
    case 'ArrowDown':
      return panned(view, full, 0, PAN_STEP);
    case '+':
    case '=':
      return zoomed(view, full, ZOOM_STEP);
    case '-':
      return zoomed(view, full, 1 / ZOOM_STEP);
    case '0':
      return full;
    default:
      return undefined;
  }
}
