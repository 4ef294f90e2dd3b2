/**
 * Drawing a lesion's outline on one frame: by pointer (click sets a point, a point can be dragged) and by keyboard alone
 * (arrows move a cross, Enter sets a point). Nothing is written before the clinician has confirmed it.
 */
import { type KeyboardEvent, type PointerEvent, useMemo, useReducer, useRef, useState } from 'react';
import type { FramePicture } from '../../src/core/index.ts';
import { areaOf, insideFrame, MAX_POINTS, movedPoint, type Point, problemOf, withPoint } from './outline-points.ts';
import { type ViewBox, zoomed } from './view-box.ts';

interface Props {
  readonly picture: FramePicture;
  /** The text of a failure, or undefined once the outline is stored. */
  readonly onSave: (points: readonly Point[]) => Promise<string | undefined>;
  readonly onCancel: () => void;
}

const ZOOM_STEP = 1.5;
/** Screen pixels around a point in which a pointer takes hold of it (WCAG 2.2, 2.5.8: 24 across). */
const GRIP = 12;

interface Drawing {
  readonly points: readonly Point[];
  readonly earlier: readonly (readonly Point[])[];
}

type Change =
  | { readonly kind: 'set'; readonly points: readonly Point[] }
  /** Of a drag: one step back for all of it. */
  | { readonly kind: 'drag'; readonly points: readonly Point[] }
  | { readonly kind: 'undo' };

function change({ points, earlier }: Drawing, next: Change): Drawing {
  if (next.kind === 'undo') return { points: earlier.at(-1) ?? points, earlier: earlier.slice(0, -1) };
  return { points: next.points, earlier: next.kind === 'drag' ? earlier : [...earlier, points] };
}

export function OutlineEditor({ picture, onSave, onCancel }: Props) {
  const { width, height, spacingMm } = picture;
  const rowStretch = spacingMm === undefined ? 1 : spacingMm[1] / spacingMm[0];
  const full = useMemo<ViewBox>(() => ({ x: 0, y: 0, width, height: height * rowStretch }), [width, height, rowStretch]);
  const [view, setView] = useState(full);
  const [{ points, earlier }, dispatch] = useReducer(change, { points: [], earlier: [] });
  const [cross, setCross] = useState<Point>([width / 2, height / 2]);
  const [checked, setChecked] = useState(false);
  const [saving, setSaving] = useState(false);
  const [failure, setFailure] = useState<string>();
  const held = useRef<number>(undefined);
  const problem = problemOf(points);

  const setPoints = (next: readonly Point[]) => {
    setChecked(false);
    dispatch({ kind: 'set', points: next });
  };
  const undo = () => {
    setChecked(false);
    dispatch({ kind: 'undo' });
  };
  const addPoint = (point: Point) => points.length < MAX_POINTS && setPoints(withPoint(points, insideFrame(point, picture)));

  const pointAt = (event: PointerEvent<HTMLElement>): Point => {
    const box = event.currentTarget.getBoundingClientRect();
    const x = view.x + ((event.clientX - box.left) / box.width) * view.width;
    const y = (view.y + ((event.clientY - box.top) / box.height) * view.height) / rowStretch;
    return [x, y];
  };

  const pointer = {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      const at = pointAt(event);
      const perScreenPixel = view.width / event.currentTarget.getBoundingClientRect().width;
      const near = points.findIndex(([x, y]) => Math.hypot(x - at[0], (y - at[1]) * rowStretch) < GRIP * perScreenPixel);
      setChecked(false);
      if (near < 0) addPoint(at);
      else {
        held.current = near;
        dispatch({ kind: 'set', points });
      }
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      if (held.current === undefined) return;
      dispatch({ kind: 'drag', points: movedPoint(points, held.current, insideFrame(pointAt(event), picture)) });
    },
    onPointerUp() {
      held.current = undefined;
    },
    onPointerCancel() {
      held.current = undefined;
    },
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = event.shiftKey ? 10 : 1;
    const moves: Readonly<Record<string, Point>> = {
      ArrowLeft: [-step, 0],
      ArrowRight: [step, 0],
      ArrowUp: [0, -step],
      ArrowDown: [0, step],
    };
    const move = moves[event.key];
    if (move !== undefined) setCross(insideFrame([cross[0] + move[0], cross[1] + move[1]], picture));
    else if (event.key === 'Enter' || event.key === ' ') addPoint(cross);
    else if (event.key === 'Backspace') undo();
    else if (event.key === '+' || event.key === '=') setView(zoomed(view, full, ZOOM_STEP));
    else if (event.key === '-') setView(zoomed(view, full, 1 / ZOOM_STEP));
    else return;
    event.preventDefault();
  };

  const save = async () => {
    setSaving(true);
    setFailure(undefined);
    setFailure(await onSave(points));
    setSaving(false);
  };

  const mark = view.width / 150;
  const path = points.length === 0 ? '' : `M${points.map(([x, y]) => `${x} ${y}`).join('L')}Z`;
  return (
    <figure className="viewer editor">
      <figcaption id="editor-help">
        Click around the edge of the lesion. Drag a point to move it; a click on a side adds one there. By keyboard: arrows move
        the cross (with Shift by 10 pixels), Enter sets a point, Backspace takes the last step back.
      </figcaption>
      <div className="viewer-stage" style={{ maxWidth: `${(70 * full.width) / full.height}vh` }}>
        <div
          className="viewer-focus drawing"
          role="application"
          aria-label={`Draw the lesion outline. ${points.length} points, cross at column ${cross[0]}, row ${cross[1]}.`}
          aria-describedby="editor-help"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: an application region takes the keyboard for drawing
          tabIndex={0}
          onKeyDown={onKeyDown}
          {...pointer}
        >
          <svg viewBox={`${view.x} ${view.y} ${view.width} ${view.height}`} aria-hidden="true">
            <g transform={`scale(1 ${rowStretch})`}>
              <image href={picture.png} width={width} height={height} preserveAspectRatio="none" />
              <path className="outline-halo" d={path} />
              <path className="outline" d={path} data-testid="drawn-outline" />
            </g>
            {points.map(([x, y], index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a point is its place in the ring
              <circle key={index} className="outline-point" cx={x} cy={y * rowStretch} r={mark} />
            ))}
            <path
              className="cross"
              d={`M${cross[0] - 3 * mark} ${cross[1] * rowStretch}h${6 * mark}M${cross[0]} ${cross[1] * rowStretch - 3 * mark}v${6 * mark}`}
            />
          </svg>
        </div>
      </div>
      <p role="status">{problem ?? `${points.length} points, ${areaWords(points, spacingMm)}.`}</p>
      <div className="viewer-buttons" role="toolbar" aria-label="Drawing">
        <button type="button" disabled={earlier.length === 0} onClick={undo}>
          Undo
        </button>
        <button type="button" disabled={points.length === 0} onClick={() => setPoints([])}>
          Start again
        </button>
        <button type="button" onClick={() => setView(zoomed(view, full, ZOOM_STEP))}>
          Zoom in
        </button>
        <button type="button" onClick={() => setView(full)}>
          Whole image
        </button>
      </div>
      <label className="confirm">
        <input
          type="checkbox"
          checked={checked}
          disabled={problem !== undefined || saving}
          onChange={(event) => setChecked(event.target.checked)}
        />{' '}
        I have checked that this outline follows the lesion of this patient.
      </label>
      {failure !== undefined && (
        <p className="failure" role="alert">
          {failure}
        </p>
      )}
      <div className="viewer-buttons">
        <button type="button" className="primary" disabled={!checked || problem !== undefined || saving} onClick={save}>
          {saving ? 'Saving…' : 'Save outline'}
        </button>
        <button type="button" disabled={saving} onClick={onCancel}>
          Cancel
        </button>
      </div>
    </figure>
  );
}

function areaWords(points: readonly Point[], spacingMm: FramePicture['spacingMm']): string {
  const area = areaOf(points);
  if (spacingMm === undefined) return `${Math.round(area)} pixels`;
  return `${(area * spacingMm[0] * spacingMm[1]).toFixed(1)} mm²`;
}
