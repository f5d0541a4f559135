import { Lyceum } from '@lyceum/sdk';
import { session } from './session/session.ts';

/** Everything that the pages ask the server, as whoever is signed in. */
export const lyceum = new Lyceum({
  baseUrl: location.origin,
  token: () => session.accessToken(),
  fetch: (address, init) => session.send(address, init),
});
