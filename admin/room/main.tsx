import './room.css';
import { render } from 'preact';
import { session } from '../src/session/session.ts';
import { App } from './app.tsx';
import { openedLink } from './link.ts';
import { preferences } from './preferences.ts';

const root = document.getElementById('root');
if (!root) throw new Error('The document has no #root.');

const link = openedLink();
// Without a network nobody is signed in; the form says so when it is used.
const restored = session.restore().catch(() => null);

void Promise.all([restored, preferences.begin()]).then(() => render(<App link={link} />, root));
