/** Entry of ehr.html, the demonstration EHR that the sandbox serves at `/`. */
import { createRoot } from 'react-dom/client';
import '../style.css';
import './ehr.css';
import { DemoEhr } from './demo-ehr.tsx';

createRoot(document.getElementById('root')!).render(<DemoEhr />);
