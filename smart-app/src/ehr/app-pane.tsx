/** The SMART app inside the EHR: a modal dialog with a frame, so that keyboard focus stays in it until it is closed. */
import { useEffect, useRef } from 'react';

interface Props {
  readonly title: string;
  readonly address: string;
  readonly onClose: () => void;
  readonly onOpenTab: () => void;
}

export function AppPane({ title, address, onClose, onOpenTab }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="app-pane" aria-label={title} onClose={onClose}>
      <div className="app-pane-bar">
        <h2>{title}</h2>
        <button type="button" onClick={onOpenTab}>
          Open in a new tab
        </button>
        <button type="button" onClick={() => dialog.current?.close()}>
          Close
        </button>
      </div>
      <iframe src={address} title={title} />
    </dialog>
  );
}
