import '@mantine/core/styles.css';
import '@mantine/spotlight/styles.css';
import { setNonce } from 'get-nonce';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { nonceOf } from './nonce.ts';
import { session } from './session/session.ts';
import { activateText, preferredLanguage } from './texts/language.ts';

setNonce(nonceOf(document));

const root = document.getElementById('root');
if (!root) throw new Error('The document has no #root.');

void Promise.all([activateText(preferredLanguage()), session.restore()]).then(() =>
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  ),
);
