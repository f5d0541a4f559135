import '@mantine/core/styles.css';
import '@mantine/spotlight/styles.css';
import { setNonce } from 'get-nonce';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { nonceOf } from './nonce.ts';
import { session } from './session/session.ts';
import { activateText } from './texts/language.ts';
import { preferredLanguage } from './texts/languages.ts';

setNonce(nonceOf(document));

const root = document.getElementById('root');
if (!root) throw new Error('The document has no #root.');

const restored = session.restore().then(
  () => null,
  (reason: unknown) => reason,
);

void Promise.all([restored, activateText(preferredLanguage())]).then(([failure]) =>
  createRoot(root).render(
    <StrictMode>
      <App failure={failure} />
    </StrictMode>,
  ),
);
