/** Entry of index.html, the redirect address of the SMART launch. */
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { openSession } from './session.ts';
import './style.css';

// A page that comes back from the browser's back-forward cache would still show its patient.
addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload();
});

const session = await openSession();
createRoot(document.getElementById('root')!).render(<App session={session} />);
