/** Drag moves the image; a click without dragging centres it there, for people who cannot drag (WCAG 2.2, 2.5.7). */
import { type PointerEvent, useRef } from 'react';
import { centredOn, panned, type ViewBox } from './view-box.ts';

const CLICK_PIXELS = 4;

interface Drag {
  readonly clientX: number;
  readonly clientY: number;
  readonly view: ViewBox;
}

export function useDragToPan(view: ViewBox, full: ViewBox, setView: (view: ViewBox) => void) {
  const start = useRef<Drag>(undefined);
  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      start.current = { clientX: event.clientX, clientY: event.clientY, view };
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      const from = start.current;
      if (from === undefined) return;
      const { width, height } = event.currentTarget.getBoundingClientRect();
      setView(panned(from.view, full, (from.clientX - event.clientX) / width, (from.clientY - event.clientY) / height));
    },
    onPointerUp(event: PointerEvent<HTMLElement>) {
      const from = start.current;
      start.current = undefined;
      if (from === undefined) return;
      if (Math.hypot(event.clientX - from.clientX, event.clientY - from.clientY) > CLICK_PIXELS) return;
      const box = event.currentTarget.getBoundingClientRect();
      const x = view.x + ((event.clientX - box.left) / box.width) * view.width;
      const y = view.y + ((event.clientY - box.top) / box.height) * view.height;
      setView(centredOn(x, y, view.width, full));
    },
    onPointerCancel() {
      start.current = undefined;
    },
  };
}
